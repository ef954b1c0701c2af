"""What AWS does wrong, and what the run makes of it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from fakes.sample_servers import APPS, DB, launched_once
from stage import OPERATOR, Stage, two_waves

KILLED = "faults: [{kill: {document: muster-drill, after: 30s}}]"


@contextmanager
def played(faults: str, **more) -> Iterator[tuple[Stage, str]]:
    with Stage(plan=two_waves(), faults=f"faults: [{faults}]", quick=True, **more) as stage:
        yield stage, stage.drill()


def test_a_lost_answer_of_start_recovery_leads_to_one_launch_not_two():
    with played("{lost-answer: {operation: drs:StartRecovery, times: 1}}") as (stage, run):
        stage.until_run(run, "succeeded")

        assert stage.world.journal.counts["drs:StartRecovery"] == 2
        assert launched_once(stage)


def test_a_lost_answer_of_starting_a_wave_leads_to_one_execution():
    lost = "{lost-answer: {operation: ssm:StartAutomationExecution, nth: 2}}"
    with played(lost) as (stage, run):
        stage.until_run(run, "succeeded")

        assert launched_once(stage)


@pytest.mark.parametrize(
    "operation",
    [
        "drs:StartRecovery",
        "drs:DescribeJobs",
        "dynamodb:UpdateItem",
        "ssm:StartAutomationExecution",
    ],
)
def test_throttling_only_delays(operation):
    second, third = (f"{{throttle: {{operation: '{operation}', nth: {n}}}}}" for n in (2, 3))
    with played(f"{second}, {third}") as (stage, run):
        stage.until_run(run, "succeeded")

        assert launched_once(stage)


@pytest.mark.parametrize(
    "operation", ["drs:DescribeJobs", "dynamodb:Query", "ssm:GetAutomationExecution"]
)
def test_an_outage_of_minutes_only_delays(operation):
    outage = f"{{throttle: {{operation: '{operation}', nth: 20, times: 60}}}}"
    with played(outage) as (stage, run):
        stage.until(lambda: stage.run(run).get("state") == "running")
        stage.until_run(run, "succeeded")

        assert launched_once(stage)
        assert len(stage.started("muster-")) == 3


def test_a_conflict_only_delays():
    conflict = "{error: {operation: drs:StartRecovery, code: ConflictException, times: 2}}"
    with played(conflict) as (stage, run):
        stage.until_run(run, "succeeded")

        assert launched_once(stage)


def test_a_server_that_drs_refuses_fails_alone():
    with Stage(plan=two_waves(), quick=True) as stage:
        drs = stage.client("drs")
        drs.disconnect_source_server(sourceServerID="s-57e730f6102e1f793")
        run = stage.drill()
        stage.until_run(run, "deciding", "failed")

        assert stage.run(run)["state"] in ("deciding", "failed")
        assert all("s-57e730f6102e1f793" not in job for job in stage.launches())


def test_the_run_says_that_it_lost_its_driver_and_a_restart_finishes_it():
    with Stage(plan=two_waves(), faults=KILLED, quick=True) as stage:
        run = stage.drill()
        stage.until_wave(run, "first", "succeeded")  # launches went on without a driver
        stage.pass_time(300)
        assert stage.waves(run)["second"] == "pending"

        assert stage.do("restart", run) == "restarted"
        stage.until_run(run, "succeeded")

        assert launched_once(stage)


def test_any_verb_on_a_run_without_a_driver_gives_it_one():
    with Stage(plan=two_waves(), faults=KILLED, quick=True) as stage:
        run = stage.drill()
        stage.until_wave(run, "first", "succeeded")
        stage.do("pause", run)
        stage.do("resume", run)
        stage.until_run(run, "succeeded")

        assert launched_once(stage)


def test_many_drivers_do_no_harm():
    with Stage(plan=two_waves(), quick=True) as stage:
        run = stage.drill()
        stage.until_wave(run, "first", "recovering")
        for _ in range(3):
            stage.drill(OPERATOR, RunId=run)
        stage.until_run(run, "succeeded")
        stage.pass_time(600)

        assert launched_once(stage)
        assert len(stage.started("muster-wave-")) == 2


def test_a_server_busy_in_somebody_elses_job_is_waited_for():
    with Stage(plan=two_waves(), quick=True) as stage:
        stage.client("drs").start_recovery(isDrill=True, sourceServers=[{"sourceServerID": DB}])
        run = stage.drill()
        stage.until_run(run, "succeeded")

        assert [set(job) for job in stage.launches()] == [{DB}, APPS, {DB}]


def test_a_listing_that_lags_does_not_lead_to_a_second_launch():
    lost = "{lost-answer: {operation: drs:StartRecovery, times: 1}}"
    with played(lost, listing_lag=60.0) as (stage, run):
        stage.until_run(run, "succeeded")

        assert launched_once(stage)


@pytest.mark.parametrize("chosen", ["", "latest-snapshot", "2026-11-18T08:00:00+00:00"])
def test_a_recovery_point_is_chosen_for_every_server(chosen):
    with Stage(plan=two_waves(), quick=True) as stage:
        run = stage.drill(PointInTime=chosen) if chosen else stage.drill()
        stage.until_run(run, "succeeded")

        asked = [call.params["sourceServers"] for call in stage.calls("drs:StartRecovery")]
        given = {"recoverySnapshotID" in server for servers in asked for server in servers}
        assert given == {bool(chosen)}


def test_a_server_without_the_chosen_point_fails_and_is_named():
    with Stage(plan=two_waves(), quick=True) as stage:
        run = stage.start("muster-recover-small", PointInTime="2020-01-01T00:00:00Z")
        stage.until_run(run, "running")
        assert "preflight asks" in stage.run(run)["held_why"]
        stage.do("resume", run)
        stage.until_run(run, "deciding")

        assert (
            "all recovery points of it are later than 2020-01-01T00:00:00Z"
            in stage.wave(run, "first")["reason"]
        )
        assert stage.launches() == []


def test_a_drill_for_which_no_point_fits_does_not_begin():
    with Stage(plan=two_waves(), quick=True) as stage:
        run = stage.drill(PointInTime="2020-01-01T00:00:00Z")
        stage.until_ended(run)

        found = {(each["check"], each["level"]) for each in stage.run(run)["findings"]}
        assert found == {("chosen-point", "block")}
        assert stage.launches() == []


@pytest.mark.parametrize(
    ("chosen", "why"),
    [("12:30", "'12:30' is no point in time"), ("2096-01-01T00:00:00Z", "is still to come")],
)
def test_a_point_that_cannot_be_meant_is_refused(chosen, why):
    with Stage(plan=two_waves(), quick=True) as stage:
        run = stage.drill(PointInTime=chosen)
        stage.until_ended(run)

        assert why in stage.execution(run)["FailureMessage"]


def test_waves_at_work_go_on_while_a_run_is_stalled():
    with Stage(plan=two_waves(), faults=KILLED, quick=True) as stage:
        run = stage.drill()
        stage.until_wave(run, "first", "recovering")
        stage.pass_time(120)
        stage.set_run(run, state="stalled")
        stage.until_wave(run, "first", "succeeded", "failed")

        assert stage.wave(run, "first")["state"] == "succeeded"
        assert stage.do("restart", run) == "restarted"
        stage.until_run(run, "succeeded")
        assert launched_once(stage)
