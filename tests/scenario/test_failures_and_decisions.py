"""What people do when a wave does not succeed, and what the run makes of it."""

import pytest
from fakes.sample_servers import APP, APP_TOO, DB, DB_TOO
from stage import APPROVER, BREAK_GLASS, OPERATOR, Stage, two_waves

ONE_FAILS = f"faults: [{{launch-failure: {{server: {APP}, reason: no capacity, times: 1}}}}]"


def test_a_plan_runs_wave_by_wave_and_never_runs_a_hook_of_the_other_mode():
    with Stage(quick=True) as stage:
        run = stage.drill()
        stage.until_wave(run, "applications", "approving")
        stage.do("decide", run, APPROVER, Decision="approve")
        stage.until_run(run)

        assert stage.run(run)["state"] == "succeeded"
        assert [set(job) for job in stage.launches()] == [
            {DB, DB_TOO},
            {APP, APP_TOO},
            {"s-559fc088ae71428c9", "s-5f3ddf07c0eb9fe45"},
        ]
        assert "lambda:Invoke" not in stage.world.journal.counts
        assert all(job["initiatedBy"] == "START_DRILL" for job in stage.jobs())
        stage.until_ended(run)
        assert stage.execution(run)["AutomationExecutionStatus"] == "Success"


def test_a_wave_with_one_failed_server_asks_although_the_job_says_completed():
    with Stage(plan=two_waves(), faults=ONE_FAILS, quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "deciding")

        wave = stage.wave(run, "first")
        assert stage.jobs()[0]["status"] == "COMPLETED"
        assert (wave["state"], wave["launched"], wave["failed"]) == ("failed", 1, 1)
        assert "1 of 2 servers not launched" in wave["reason"]
        assert "no capacity" in wave["reason"]
        assert stage.waves(run)["second"] == "pending"


def test_retry_launches_only_what_is_missing_and_the_run_succeeds():
    with Stage(plan=two_waves(), faults=ONE_FAILS, quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "deciding")

        said = stage.do("retry", run)
        assert said.startswith("wave first is tried again, attempt 2: 1 of 2 servers")
        stage.until_run(run, "succeeded")

        assert [set(job) for job in stage.launches()] == [{APP, APP_TOO}, {APP}, {DB}]


def test_skip_lets_dependants_go_on_and_the_verdict_names_it():
    with Stage(plan=two_waves(), faults=ONE_FAILS, quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "deciding")
        stage.do("skip", run)
        stage.until_run(run, "succeeded")

        assert "skipped: first" in stage.run(run)["verdict"]


def test_abort_ends_the_run_and_starts_nothing_more():
    with Stage(plan=two_waves(), faults=ONE_FAILS, quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "deciding")
        stage.do("abort", run, Reason="enough")
        stage.until_run(run)
        stage.until_ended(run)

        assert stage.run(run)["state"] == "aborted"
        assert stage.waves(run) == {"first": "failed", "second": "cancelled"}
        assert len(stage.launches()) == 1
        assert stage.execution(run)["AutomationExecutionStatus"] == "Failed"


@pytest.mark.parametrize(("then", "ends"), [("continue", "failed"), ("abort", "aborted")])
def test_the_plan_may_decide_beforehand(then, ends):
    with Stage(
        plan=two_waves(first=f"failure: {{then: {then}}}"), faults=ONE_FAILS, quick=True
    ) as stage:
        run = stage.drill()
        stage.until_run(run)

        assert stage.run(run)["state"] == ends
        assert len(stage.launches()) == (2 if then == "continue" else 1)


def test_a_tolerated_failure_does_not_hold_the_wave_up():
    with Stage(
        plan=two_waves(first="failure: {tolerate: 1}"), faults=ONE_FAILS, quick=True
    ) as stage:
        run = stage.drill()
        stage.until_run(run)

        assert stage.run(run)["state"] == "succeeded"


def test_a_paused_run_finishes_what_it_launched_and_starts_nothing():
    with Stage(plan=two_waves(), quick=True) as stage:
        run = stage.drill()
        stage.until_wave(run, "first", "recovering")
        stage.do("pause", run)
        stage.until_wave(run, "first", "succeeded")
        stage.pass_time(600)

        assert stage.waves(run)["second"] == "pending"
        assert "paused" in stage.do("pause", run)
        stage.do("resume", run)
        stage.until_run(run, "succeeded")


def test_cancel_starts_nothing_more_and_restart_goes_on_with_what_is_missing():
    with Stage(plan=two_waves(), quick=True) as stage:
        run = stage.drill()
        stage.until_wave(run, "first", "succeeded")
        stage.until_wave(run, "second", "recovering")
        told = stage.do("cancel", run)
        stage.until_run(run, "cancelled")
        stage.until_ended(run)

        assert "go on for second (1 server)" in told
        assert stage.execution(run)["AutomationExecutionStatus"] == "Failed"
        stage.pass_time(300)
        stage.do("restart", run)
        stage.until_run(run, "succeeded")
        assert [set(job) for job in stage.launches()] == [{APP, APP_TOO}, {DB}]


def test_a_drill_that_would_destroy_a_live_recovery_instance_is_refused():
    with Stage(plan=two_waves(), live=[DB], quick=True) as stage:
        run = stage.drill()
        stage.until_run(run)

        assert stage.run(run)["state"] == "failed"
        assert "would destroy the live recovery instance" in stage.run(run)["verdict"]
        assert stage.launches() == []


def test_two_runs_of_the_same_servers_do_not_mix():
    with Stage(plan=two_waves(), quick=True) as stage:
        first = stage.drill()
        stage.until_wave(first, "first", "recovering")
        second = stage.drill()
        stage.until_run(second, "failed")

        assert f"held by run {first}" in stage.run(second)["verdict"]
        stage.until_run(first, "succeeded")
        third = stage.drill()
        stage.until_run(third, "succeeded")


def test_cleanup_terminates_exactly_the_drill_and_is_refused_before_its_end():
    with Stage(plan=two_waves(), live=["s-559fc088ae71428c9"], quick=True) as stage:
        run = stage.drill()
        stage.until_wave(run, "first", "recovering")
        assert "clean it up when it has ended" in stage.do("cleanup", run)
        stage.until_run(run, "succeeded")

        assert stage.do("cleanup", run) == f"no drill instance of run {run} is left"
        left = stage.client("drs").describe_recovery_instances(filters={})["items"]
        living = [i for i in left if i["ec2InstanceState"] != "TERMINATED"]
        assert [(i["sourceServerID"], i["isDrill"]) for i in living] == [
            ("s-559fc088ae71428c9", False)
        ]
        assert "no drill instance" in stage.do("cleanup", run)


GATE = 'approval: {in: [drill], from: "@dr-approvers", count: 1, expires: 1h, requester: refuse}'


class TestGates:
    def test_a_rejected_gate_asks_again_on_retry(self):
        with Stage(plan=two_waves(first=GATE), quick=True) as stage:
            run = stage.drill()
            stage.until_wave(run, "first", "approving")
            stage.do("decide", run, APPROVER, Decision="reject", Reason="not now")
            stage.until_run(run, "deciding")
            assert stage.wave(run, "first")["state"] == "rejected"
            assert stage.launches() == []

            stage.do("retry", run)
            stage.until_wave(run, "first", "approving")
            stage.do("decide", run, APPROVER, Decision="approve")
            stage.until_run(run, "succeeded")

    def test_a_gate_nobody_answers_expires(self):
        soon = GATE.replace("expires: 1h", "expires: 5m")
        with Stage(plan=two_waves(first=soon), quick=True) as stage:
            run = stage.drill()
            stage.until_run(run, "deciding")

            assert stage.wave(run, "first")["state"] == "expired"

    def test_approvals_stand_when_a_failed_wave_is_retried(self):
        with Stage(plan=two_waves(first=GATE), faults=ONE_FAILS, quick=True) as stage:
            run = stage.drill()
            stage.until_wave(run, "first", "approving")
            stage.do("decide", run, APPROVER, Decision="approve")
            stage.until_run(run, "deciding")
            stage.do("retry", run)
            stage.until_run(run, "succeeded")

            assert len(stage.items(f"RUN#{run}", "GATE#")) == 1

    def test_who_started_the_run_cannot_approve_it_and_is_told_so(self):
        with Stage(plan=two_waves(first=GATE), quick=True) as stage:
            run = stage.drill(APPROVER)
            stage.until_wave(run, "first", "approving")
            told = stage.do("decide", run, APPROVER, Decision="approve")

            assert "who started the run may not approve it" in told
            assert stage.wave(run, "first")["state"] == "approving"

    def test_a_bare_signal_of_the_decision_role_without_decisions_fails_closed(self):
        with Stage(plan=two_waves(first=GATE), quick=True) as stage:
            run = stage.drill()
            stage.until_wave(run, "first", "approving")
            stage.pass_time(10)
            role = "arn:aws:sts::123456789012:assumed-role/muster-decision/forged"
            stage.signal(stage.wave(run, "first")["owner"], "Approve", role)
            stage.until_run(run, "deciding")

            assert stage.wave(run, "first")["state"] == "rejected"
            assert "without the decisions" in stage.wave(run, "first")["reason"]
            assert stage.launches() == []

    def test_the_break_glass_role_opens_a_gate_and_that_is_recorded(self):
        with Stage(plan=two_waves(first=GATE), quick=True) as stage:
            run = stage.drill()
            stage.until_wave(run, "first", "approving")
            stage.pass_time(10)
            stage.signal(stage.wave(run, "first")["owner"], "Approve", BREAK_GLASS)
            stage.until_run(run, "succeeded")

            assert any("break-glass" in text for text in stage.audit(run))

    def test_a_run_gate_that_was_rejected_can_be_asked_again(self):
        plan = two_waves(top=GATE)
        with Stage(plan=plan, quick=True) as stage:
            run = stage.drill()
            stage.until_run(run, "approving")
            stage.do("decide", run, APPROVER, Gate="run", Decision="reject")
            stage.until_run(run, "rejected")
            stage.until_ended(run)

            stage.do("retry", run)
            stage.until_run(run, "approving")
            stage.pass_time(10)
            stage.do("decide", run, APPROVER, Gate="run", Decision="approve")
            stage.until_run(run, "succeeded")

    def test_cancel_at_the_run_gate_ends_the_run_at_once(self):
        with Stage(plan=two_waves(top=GATE), quick=True) as stage:
            run = stage.drill()
            stage.until_run(run, "approving")
            stage.pass_time(10)
            stage.do("cancel", run)
            stage.until_run(run, "cancelled")

    def test_cancel_while_a_wave_gate_waits_ends_the_run(self):
        with Stage(plan=two_waves(first=GATE), quick=True) as stage:
            run = stage.drill()
            stage.until_wave(run, "first", "approving")
            stage.pass_time(10)
            stage.do("cancel", run)
            stage.until_run(run, "cancelled")

            assert stage.waves(run) == {"first": "cancelled", "second": "cancelled"}


def test_nobody_but_the_people_of_the_group_may_decide():
    with Stage(plan=two_waves(first=GATE), quick=True) as stage:
        run = stage.drill(APPROVER)
        stage.until_wave(run, "first", "approving")

        assert "only @dr-approvers may decide" in stage.do(
            "decide", run, OPERATOR, Decision="approve"
        )
