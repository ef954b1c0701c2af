"""Each failure that DRS, EC2 or Systems Manager may produce, and what the run makes of it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from stage import Stage, two_waves

APP, APP_TOO, DB = "s-5817ab4ccdfa96db3", "s-57e730f6102e1f793", "s-51d6b65c73391918f"
ALL = sorted([APP, APP_TOO, DB])


@contextmanager
def drill(*faults: str, **more) -> Iterator[tuple[Stage, str]]:
    script = "\n".join(["faults:", *(f"- {fault}" for fault in faults)])
    with Stage(plan=two_waves(), faults=script, quick=True, **more) as stage:
        yield stage, stage.drill()


def launched(stage: Stage) -> list[str]:
    return sorted(server for job in stage.launches() for server in job)


@pytest.mark.parametrize("at", ["conversion", "launch"])
def test_a_failed_launch_names_the_reason_and_a_retry_launches_that_server_only(at):
    fault = f"launch-failure: {{server: {APP}, at: {at}, reason: no licence for this disk}}"
    with drill(fault) as (stage, run):
        stage.until_run(run, "deciding")
        reason = stage.wave(run, "first")["reason"]
        stage.do("retry", run)
        stage.until_run(run, "succeeded")

        assert "1 of 2 servers not launched" in reason
        assert "no licence for this disk" in reason
        assert launched(stage) == sorted([*ALL, APP])


def test_an_instance_that_a_failed_launch_left_behind_is_named_and_not_destroyed():
    fault = f"launch-failure: {{server: {APP}, at: post-launch, reason: agent not installed}}"
    with drill(fault) as (stage, run):
        stage.until_run(run, "deciding")
        stage.do("retry", run)
        stage.until(lambda: stage.wave(run, "first")["attempt"] == 2)
        stage.until_wave(run, "first", "failed")
        (server,) = (s for s in stage.items(f"RUN#{run}", "SRV#first#") if s["server"] == APP)
        left = stage.client("drs").describe_recovery_instances(filters={})["items"]

        assert "exists although its launch failed; look at it first" in server["reason"]
        assert launched(stage) == sorted([APP, APP_TOO])
        assert {i["sourceServerID"] for i in left} == {APP, APP_TOO}


@pytest.mark.parametrize("at", ["start", "conversion", "launch"])
def test_a_job_that_stands_still_for_a_while_delays_its_wave_only(at):
    with drill(f"stalled-job: {{at: {at}, for: 12m}}") as (stage, run):
        began = stage.world.clock.now()
        stage.until_run(run, "succeeded")

        assert stage.world.clock.now() - began > 12 * 60
        assert launched(stage) == ALL


def test_a_job_that_stands_still_after_its_last_launch_delays_nothing():
    with drill("stalled-job: {at: end, for: 12m}") as (stage, run):
        began = stage.world.clock.now()
        stage.until_run(run, "succeeded")

        assert stage.world.clock.now() - began < 12 * 60
        assert launched(stage) == ALL


def test_a_job_that_is_silent_for_long_is_named_in_one_calm_line():
    told = "DRS, silent since 11:.. UTC about sample-appserver-instance in job drsjob-.*"
    with drill(f"stalled-job: {{server: {APP}, at: conversion, for: 40m}}") as (stage, run):
        stage.until_wave(run, "first", "recovering")
        stage.pass_time(14 * 60)
        before = stage.wave(run, "first")["waits_for"]
        said = []
        for _ in range(4):
            stage.pass_time(60)
            said.append(stage.wave(run, "first")["waits_for"])

        assert not before
        assert re.fullmatch(told, said[-1])
        assert len(set(said) - {""}) == 1
        assert len(stage.calls("drs:DescribeJobLogItems")) <= 3


def test_a_job_that_never_ends_fails_its_wave_at_the_timeout_and_is_never_doubled():
    plan = two_waves(first="timeout: 10m")
    with Stage(plan=plan, faults="faults: [{stalled-job: {at: launch}}]", quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "deciding")
        stage.do("retry", run)
        stage.pass_time(600)

        assert any("timeout of 600 s passed" in row for row in stage.audit(run))
        assert launched(stage) == sorted([APP, APP_TOO])


def test_calls_above_a_rate_are_made_later_not_given_up():
    slow = ("drs:DescribeJobs", "drs:DescribeSourceServers", "ssm:GetAutomationExecution")
    faults = [f"throttle: {{operation: '{name}', per_second: 0.05}}" for name in slow]
    with drill(*faults) as (stage, run):
        stage.until_run(run, "succeeded")
        refused = stage.world.journal.errors["drs:DescribeJobs", "ThrottlingException"]
        stage.world.faults.stop()  # what follows asks, too

        assert refused > 0
        assert launched(stage) == ALL


@pytest.mark.parametrize(
    "quota",
    ["servers_per_job: 1", "servers_in_jobs: 1", "jobs: 1", "automations: 2"],
)
def test_a_quota_smaller_than_usual_makes_the_run_slower_not_wrong(quota):
    with drill(f"quota: {{{quota}}}") as (stage, run):
        stage.until_run(run, "succeeded")

        assert launched(stage) == ALL


def test_jobs_of_others_that_use_the_quota_up_are_waited_for():
    others = f"outside-launch: {{server: {DB}, in: drill}}"
    with drill("quota: {jobs: 1}", others) as (stage, run):
        stage.until_run(run, "succeeded")

        assert launched(stage) == sorted([*ALL, DB])
        assert stage.launches()[0] == (DB,)


def test_a_server_in_a_job_that_drs_does_not_show_is_tried_until_it_is_free():
    with drill(f"conflict: {{server: {APP}, times: 4}}") as (stage, run):
        stage.until_run(run, "succeeded")

        assert launched(stage) == ALL


def test_without_capacity_a_wave_fails_with_the_words_of_ec2_and_a_retry_mends_it():
    with drill("no-capacity: {for: 3m}") as (stage, run):
        stage.until_run(run, "deciding")
        reason = stage.wave(run, "first")["reason"]
        stage.pass_time(180)
        stage.do("retry", run)
        stage.until_run(run, "succeeded")

        assert "InsufficientInstanceCapacity" in reason
        assert launched(stage) == sorted([APP, APP_TOO, *ALL])


@pytest.mark.parametrize("by", ["45s", "5m", "30m"])
def test_a_clock_that_jumps_forward_launches_nothing_twice(by):
    with drill(f"clock-jump: {{at: 25s, by: {by}}}", "listing-lag: {by: 30s}") as (stage, run):
        for _ in range(60):
            stage.pass_time(30)
            if stage.run(run)["state"] == "deciding":
                stage.do("retry", run)
            elif stage.needs_help(run) and stage.run(run)["state"] != "succeeded":
                stage.do("restart", run)
        assert stage.run(run)["state"] == "succeeded"

        assert launched(stage) == ALL


def test_an_instance_that_somebody_terminates_is_noticed_where_health_is_asked_for():
    fault = f"instance-lost: {{server: {APP}, after: 1s}}"
    plan = two_waves(first="health: [ec2-status]")
    with Stage(plan=plan, faults=f"faults: [{{{fault}}}]", quick=True) as stage:
        run = stage.drill()
        stage.until_wave(run, "first", "failed")

        assert "terminated" in stage.wave(run, "first")["reason"]
        assert stage.wave(run, "second")["state"] == "pending"


def test_a_refused_role_fails_the_wave_with_the_refusal_and_a_retry_goes_on():
    with drill("role: {action: 'drs:StartRecovery', times: 3}") as (stage, run):
        stage.until_run(run, "deciding")
        reason = stage.wave(run, "first")["reason"]
        stage.do("retry", run)
        stage.until_run(run, "succeeded")

        assert "not authorized" in reason or "AccessDenied" in reason
        assert launched(stage) == ALL
