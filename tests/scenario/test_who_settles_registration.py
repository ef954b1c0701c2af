"""A run is registered once and whole, and holds its locks as long as it lives, whoever dies."""

import pytest
from fakes.cancelled import cancelled_when
from fakes.sample_servers import APP, APP_TOO, DB
from stage import APPROVER, OPERATOR, Stage, two_waves

LOCKS = [("PLAN#small", "LOCK"), *((f"SERVER#{s}", "LOCK") for s in (DB, APP, APP_TOO))]
BOT = "arn:aws:sts::123456789012:assumed-role/muster-bot/app"
RECONCILER = "arn:aws:sts::123456789012:assumed-role/muster-reconciler/function"
GATE = 'approval: {in: [drill], from: "@dr-approvers", count: 1, expires: 1h, requester: refuse}'


def killed(step: str, operation: str, moment: str = "after", document: str = "muster-drill") -> str:
    where = f"document: {document}, step: {step}, operation: '{operation}', moment: {moment}"
    return f"faults: [{{kill: {{{where}}}}}]"


def holders(stage: Stage) -> set[str]:
    return {stage.item(*key).get("run", "") for key in LOCKS}


def requested(stage: Stage, run: str, **more) -> None:
    """A run that the bot has asked for and whose document it has not started yet."""
    from muster.model.plan import plan_hash

    item = {
        "run": run,
        "plan": "small",
        "hash": plan_hash(stage.plan),
        "mode": "drill",
        "state": "requested",
        "requester": "oncall",
        "door": "slack",
        "requested_at": 1_795_000_000,
        "since": 1_795_000_000,
        "waves": [],
        "point_in_time": "",
        **more,
    }
    stage._put(f"RUN#{run}", "RUN", item)


def tags_of(stage: Stage, execution: str) -> dict[str, str]:
    asked = {"ResourceType": "Automation", "ResourceId": execution}
    listed = stage.client("ssm").list_tags_for_resource(**asked)["TagList"]
    return {tag["Key"]: tag["Value"] for tag in listed}


class TestRegistering:
    @pytest.mark.parametrize("which", ["dynamodb:PutItem", "dynamodb:TransactWriteItems"])
    def test_who_completes_a_registration_changes_nothing_of_what_was_asked_for(self, which):
        with Stage(plan=two_waves(), quick=True, faults=killed("Register", which)) as stage:
            run = stage.drill(APPROVER, Waves="first", PointInTime="latest-snapshot", Reason="q3")
            stage.until_ended(run)
            assert stage.run(run)["state"] == "requested"

            assert stage.do("restart", run) == "restarted"
            stage.until_run(run, "succeeded")

            item = stage.run(run)
            assert stage.waves(run) == {"first": "succeeded"}
            assert (item["requester"], item["reason"]) == ("approver", "q3")
            assert item["point_in_time"] == "latest-snapshot"
            assert holders(stage) == {""}

    @pytest.mark.parametrize("who", [BOT, RECONCILER])
    def test_what_the_bot_asked_for_is_what_runs_and_its_person_is_believed(self, who):
        with Stage(plan=two_waves(), quick=True) as stage:
            requested(stage, "run-1", waves=["second"], reason="because")
            stage.drill(who, RunId="run-1")
            stage.until_run("run-1", "succeeded")

            assert stage.waves("run-1") == {"second": "succeeded"}
            assert stage.run("run-1")["requester"] == "oncall"
            assert stage.run("run-1")["reason"] == "because"

    def test_a_name_that_somebody_else_than_the_bot_brings_is_not_believed(self):
        with Stage(plan=two_waves(), quick=True) as stage:
            requested(stage, "run-1", requester="approver")
            stage.drill(OPERATOR, RunId="run-1")
            stage.until_run("run-1", "succeeded")

            assert stage.run("run-1")["requester"] == "operator"

    def test_every_execution_that_can_be_stopped_or_signalled_carries_the_tag_of_its_run(self):
        with Stage(plan=two_waves(), quick=True) as stage:
            run = stage.drill()
            stage.until_run(run, "succeeded")
            waves = [stage.wave(run, wave)["execution"] for wave in ("first", "second")]

            assert [tags_of(stage, each) for each in (run, *waves)] == [{"muster:run": run}] * 3

    def test_a_pause_before_the_registration_holds(self):
        with Stage(plan=two_waves(), quick=True) as stage:
            requested(stage, "run-1", hold=True)
            stage.drill(BOT, RunId="run-1")
            stage.until_run("run-1", "running")
            stage.pass_time(300)

            assert stage.waves("run-1") == {"first": "pending", "second": "pending"}

    def test_a_pause_in_the_middle_of_the_registration_holds(self):
        with Stage(plan=two_waves(), quick=True) as stage:
            requested(stage, "run-1", hold=False)
            stage.drill(BOT, RunId="run-1")
            while not stage.calls("ssm:AddTagsToResource"):
                stage.pass_time(0.01)
            assert stage.run("run-1").get("execution") is None
            requested(stage, "run-1", hold=True, held_at=1_795_000_002, operator="nora")
            stage.until_run("run-1", "running")
            stage.pass_time(300)

            assert stage.waves("run-1") == {"first": "pending", "second": "pending"}
            assert stage.run("run-1")["operator"] == "nora"

    def test_a_run_of_another_plan_version_than_was_shown_is_refused_and_over(self):
        with Stage(plan=two_waves(), quick=True) as stage:
            requested(stage, "run-1", hash="0" * 64)
            stage.drill(BOT, RunId="run-1")
            stage.until_run("run-1", "failed")

            assert "published anew" in stage.run("run-1")["verdict"]
            assert holders(stage) == {""}

    def test_a_requested_drill_is_never_run_as_a_recovery(self):
        with Stage(plan=two_waves(), quick=True) as stage:
            requested(stage, "run-1")
            execution = stage.start("muster-recover-small", RunId="run-1")
            stage.until_ended(execution)

            assert "asked for with mode drill" in stage.execution(execution)["FailureMessage"]
            assert stage.run("run-1")["state"] == "requested"

    @pytest.mark.parametrize(
        ("asked", "why"),
        [
            ({"waves": ["third"]}, "no wave third"),
            ({"point_in_time": "noon"}, "is no point in time"),
        ],
    )
    def test_a_requested_run_that_cannot_be_is_over_and_says_why(self, asked, why):
        with Stage(plan=two_waves(), quick=True) as stage:
            requested(stage, "run-1", **asked)
            stage.drill(BOT, RunId="run-1")
            stage.until_run("run-1", "failed")

            assert why in stage.run("run-1")["verdict"]

    def test_a_call_that_fails_for_good_ends_the_run_with_its_reason(self):
        denied = "{error: {operation: drs:DescribeSourceServers, code: AccessDeniedException}}"
        with Stage(plan=two_waves(), quick=True, faults=f"faults: [{denied}]") as stage:
            run = stage.drill()
            stage.until_run(run, "failed")

            assert "AccessDenied" in stage.run(run)["verdict"]

    def test_a_run_that_was_cancelled_before_it_began_never_begins(self):
        with Stage(plan=two_waves(), quick=True) as stage:
            requested(stage, "run-1")
            assert stage.do("cancel", "run-1") == "cancelled before it began"
            late = stage.drill(BOT, RunId="run-1")
            stage.until_ended(late)

            assert stage.run("run-1")["state"] == "cancelled"
            assert "before it began; start a new one" in stage.do("restart", "run-1")
            assert stage.launches() == []

    def test_a_run_that_is_cancelled_while_it_is_registered_lets_go_of_its_locks(self):
        with Stage(plan=two_waves(top=GATE), quick=True) as stage:
            run = stage.drill()
            stage.until(lambda: stage.run(run).get("state") == "requested")
            stage.set_run(run, state="cancelled")
            stage.until_ended(run)

            assert holders(stage) == {""}
            assert stage.items(f"RUN#{run}", "GATE#") == []


class TestLocks:
    def test_a_run_that_died_while_registering_keeps_its_locks_until_somebody_decides(self):
        died = killed("Register", "dynamodb:TransactWriteItems")
        with Stage(plan=two_waves(), quick=True, faults=died) as stage:
            first = stage.drill()
            stage.until_ended(first)
            second = stage.drill()
            stage.until_run(second, "failed")
            assert f"held by run {first}" in stage.run(second)["verdict"]

            stage.do("cancel", first)
            third = stage.drill()
            stage.until_run(third, "succeeded")

    def test_two_restarts_at_once_leave_one_run_with_all_its_locks(self):
        with Stage(plan=two_waves(), quick=True) as stage:
            run = cancelled_when(stage, "first", "succeeded")
            both = [stage.drill(RunId=run), stage.drill(RunId=run)]
            stage.until_wave(run, "second", "recovering")

            assert holders(stage) == {run}
            stage.until_run(run, "succeeded")
            for execution in both:
                stage.until_ended(execution)
            assert holders(stage) == {""}
            launched = [server for job in stage.launches() for server in job]
            assert len(launched) == len(set(launched)) == 3

    def test_the_end_of_one_epoch_takes_no_lock_from_the_next(self):
        with Stage(plan=two_waves(), quick=True) as stage:
            run = stage.drill()
            stage.until_wave(run, "first", "succeeded")

            def restarted_meanwhile(entry) -> None:
                releasing = (
                    entry.name == "dynamodb:TransactWriteItems" and run in entry.principal.arn
                )
                if releasing and stage.run(run)["state"] == "cancelled":
                    for key in LOCKS:
                        stage.set_item(*key, epoch=2)

            stage.world.front.before.append(restarted_meanwhile)
            stage.do("cancel", run)
            stage.until_run(run, "cancelled")
            stage.until_ended(run)

            assert holders(stage) == {run}

    @pytest.mark.parametrize("moment", ["before", "after"])
    @pytest.mark.parametrize("which", ["UpdateItem", "TransactWriteItems"])
    def test_a_restart_that_dies_half_way_is_completed_by_the_next(self, which, moment):
        where = f"document: muster-drill, nth: 2, step: Register, moment: {moment}"
        died = f"faults: [{{kill: {{{where}, operation: 'dynamodb:{which}'}}}}]"
        with Stage(plan=two_waves(), quick=True, faults=died) as stage:
            run = stage.drill()
            stage.until_wave(run, "second", "recovering")
            stage.do("cancel", run)
            stage.until_run(run, "cancelled")
            stage.until_ended(run)
            stage.until_ended(stage.drill(RunId=run))

            assert stage.do("restart", run) == "restarted"
            stage.until_wave(run, "second", "succeeded")
            assert holders(stage) in ({run}, {""})
            stage.until_run(run, "succeeded")

    def test_a_restart_that_finds_a_server_taken_leaves_the_run_as_it_was(self):
        with Stage(plan=two_waves(), quick=True) as stage:
            run = stage.drill()
            stage.until_wave(run, "first", "recovering")
            stage.do("cancel", run)
            stage.until_run(run, "cancelled")
            stage.until_ended(run)
            stage.pass_time(300)
            other = stage.drill()
            stage.until_wave(other, "first", "recovering")
            stage.until_ended(stage.drill(RunId=run))

            assert stage.run(run)["state"] == "cancelled"
            assert holders(stage) == {other}
            stage.until_run(other, "succeeded")
            stage.do("restart", run)
            stage.until_run(run, "succeeded")

    def test_the_locks_of_a_clean_up_that_died_are_free(self):
        died = killed("CleanUpPass", "drs:TerminateRecoveryInstances", document="muster-cleanup")
        with Stage(plan=two_waves(), quick=True, faults=died) as stage:
            first = stage.drill()
            stage.until_run(first, "succeeded")
            stage.do("cleanup", first)
            assert f"cleanup:{first}" in holders(stage)

            second = stage.drill()
            stage.until_run(second, "succeeded")

    def test_a_clean_up_at_work_is_not_disturbed_by_a_new_run(self):
        with Stage(plan=two_waves(), quick=True) as stage:
            first = stage.drill()
            stage.until_run(first, "succeeded")
            cleanup = stage.start("muster-cleanup", RunId=first)
            stage.until(lambda: f"cleanup:{first}" in holders(stage))
            second = stage.drill()
            stage.until_run(second, "failed")

            assert f"held by the clean-up of run {first}" in stage.run(second)["verdict"]
            stage.until_ended(cleanup)
            assert holders(stage) == {""}
