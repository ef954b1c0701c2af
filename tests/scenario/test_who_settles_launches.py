"""Each server is launched once, and what DRS made of it is believed, however late it is known."""

import pytest
from fakes.sample_servers import APP, launched_once
from stage import HOUR, OPERATOR, Stage, two_waves

LOST = "{lost-answer: {operation: drs:StartRecovery, times: 1}}"


def died_at_launch(moment: str) -> str:
    where = f"document: muster-wave, moment: {moment}, operation: 'drs:StartRecovery'"
    return f"faults: [{{kill: {{{where}}}}}]"


def cancelled_in_flight(stage: Stage, run: str) -> None:
    stage.until(lambda: bool(stage.launches()))
    stage.do("cancel", run)
    stage.until_run(run, "cancelled")
    stage.until_ended(run)
    stage.pass_time(300)


@pytest.mark.parametrize("document", ["muster-drill-small", "muster-recover-small"])
def test_what_was_in_flight_at_a_cancel_counts_after_the_restart(document):
    with Stage(plan=two_waves(), quick=True) as stage:
        run = stage.start(document, OPERATOR)
        cancelled_in_flight(stage, run)
        stage.do("restart", run)
        stage.until_run(run, "succeeded")

        assert launched_once(stage)
        assert {found["check"] for found in stage.run(run)["findings"]} <= {"source-alive"}


@pytest.mark.parametrize("lag", [100.0, 400.0])
def test_a_lost_job_that_is_listed_late_is_found_by_what_its_servers_say(lag):
    with Stage(plan=two_waves(), quick=True, faults=f"faults: [{LOST}]", listing_lag=lag) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")

        stage.pass_time(lag)
        assert launched_once(stage)


def test_a_job_that_is_listed_long_after_it_began_has_not_failed():
    with Stage(plan=two_waves(), listing_lag=HOUR) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded", "deciding")

        assert stage.run(run)["state"] == "succeeded"
        stage.pass_time(HOUR)
        assert launched_once(stage)


def test_a_job_whose_intent_was_given_up_is_taken_up_when_it_appears():
    with Stage(plan=two_waves(), quick=True) as stage:
        run = stage.drill()
        stage.until_wave(run, "first", "recovering")
        stage.until(lambda: bool(stage.launches()))
        [intent] = stage.items(f"RUN#{run}", "INTENT#")
        stage.set_item(intent["pk"], intent["sk"], state="dropped", job="")
        stage.until_run(run, "succeeded")

        assert launched_once(stage)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_wave_that_dies_at_the_launch_leaves_one_launch(moment):
    with Stage(plan=two_waves(), quick=True, faults=died_at_launch(moment)) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")

        assert launched_once(stage)


def test_a_clean_up_finds_the_launch_that_nobody_lived_to_note():
    with Stage(plan=two_waves(), quick=True, faults=died_at_launch("after")) as stage:
        run = stage.drill()
        stage.until(lambda: bool(stage.launches()))
        stage.do("cancel", run)
        stage.until_run(run, "cancelled")
        assert [i["state"] for i in stage.items(f"RUN#{run}", "INTENT#")] == ["open"]

        assert stage.do("cleanup", run) == f"no drill instance of run {run} is left"
        left = stage.client("drs").describe_recovery_instances(filters={})["items"]
        assert [i for i in left if i["ec2InstanceState"] != "TERMINATED"] == []


def test_the_result_of_a_job_older_than_a_day_is_read():
    with Stage(plan=two_waves(), quick=True, faults=died_at_launch("after")) as stage:
        run = stage.drill()
        stage.until(lambda: bool(stage.launches()))
        stage.kill(run)
        stage.pass_time(30 * 3600)
        stage.do("restart", run)
        stage.until_run(run, "succeeded")

        assert launched_once(stage)


def test_paused_time_does_not_count_to_the_time_out_of_a_wave():
    conflicts = "{error: {operation: drs:StartRecovery, code: ConflictException, times: 4}}"
    plan = two_waves(first="queue: 5m")
    with Stage(plan=plan, quick=True, faults=f"faults: [{conflicts}]") as stage:
        run = stage.drill()
        stage.until(lambda: bool(stage.items(f"RUN#{run}", "INTENT#")))
        stage.do("pause", run)
        stage.until_wave(run, "first", "pending")
        stage.pass_time(3600)
        stage.do("resume", run)
        stage.until_run(run, "succeeded")

        assert launched_once(stage)


def test_a_wave_that_waits_in_vain_for_its_first_launch_fails_after_its_queue():
    conflicts = "{error: {operation: drs:StartRecovery, code: ConflictException, times: always}}"
    plan = two_waves(first="queue: 5m")
    with Stage(plan=plan, quick=True, faults=f"faults: [{conflicts}]") as stage:
        run = stage.drill()
        stage.until_run(run, "deciding", limit=600)

        assert "nothing was launched in 300 s" in stage.wave(run, "first")["reason"]


def test_a_wave_whose_loops_are_used_up_does_not_succeed_with_servers_missing():
    with Stage(plan=two_waves(first="health: [ec2-status]"), quick=True) as stage:
        run = stage.drill()

        def lose_the_result(entry) -> None:
            if entry.name == "ec2:DescribeInstanceStatus":
                stage.world.front.before.remove(lose_the_result)
                stage.set_item(f"RUN#{run}", f"SRV#first#{APP}", state="launching")

        stage.world.front.before.append(lose_the_result)
        stage.until_wave(run, "first", "failed")

        assert "1 server has no result" in stage.wave(run, "first")["reason"]
        stage.do("retry", run)
        stage.until_wave(run, "first", "failed")
        assert "exists although its launch failed" in stage.wave(run, "first")["reason"]
        assert len(stage.launches()) == 1
