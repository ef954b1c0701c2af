"""Extended source servers: converted in a staging account, launched in the account of the plan."""

import pytest
from fakes.fleets import HUB, SPOKES, base_of, fleet, ids, inventory, staged
from stage import Stage

from muster.embedded.aws.drs.target import Target

STAGING, OTHER = SPOKES[:2]
CONVERSION = "CREATE_CONVERTED_SNAPSHOT"
MIXED = {"web": 3, "own": 2}


def drs_of(stage: Stage, account: str) -> Target:
    return stage.world.parts.drs.targets.at(account, "us-west-2")


def jobs_of(stage: Stage, account: str, kind: str) -> list[list[str]]:
    jobs = drs_of(stage, account).jobs.values()
    return [list(job.participants) for job in jobs if job.type == kind]


def peaks(stage: Stage, account: str) -> tuple[int, int]:
    """The most jobs, and the most servers in jobs, that were in progress at once."""
    jobs = drs_of(stage, account).jobs.values()
    moments = [job.created for job in jobs]
    running = [[j for j in jobs if j.created <= at < (j.ended or at + 1)] for at in moments]
    return (
        max(len(those) for those in running),
        max(sum(len(job.participants) for job in those) for those in running),
    )


def stage_of(plan=None, *, faults="", quick=True, **groups) -> Stage:
    groups = groups or MIXED
    plan = plan or fleet({"all": list(groups)}, **groups)
    staging = {"web": STAGING}
    return Stage(plan=plan, inventory=staged(staging, **groups), quick=quick, faults=faults)


def test_a_drill_of_a_plan_with_extended_servers_succeeds():
    with stage_of() as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")

        assert jobs_of(stage, HUB, "LAUNCH") == [[*ids("own", 2), *ids("web", 3)]]
        assert jobs_of(stage, STAGING, CONVERSION) == [[base_of(one) for one in ids("web", 3)]]
        servers = stage.items(f"RUN#{run}", "SRV#all#")
        assert {item["state"] for item in servers} == {"launched"}
        assert {item["server"]: item.get("staging") for item in servers} == {
            **dict.fromkeys(ids("web", 3), STAGING),
            **dict.fromkeys(ids("own", 2)),
        }
        assert stage.do("cleanup", run) == f"no drill instance of run {run} is left"


def test_the_wave_says_that_it_waits_for_the_conversion_and_no_longer():
    with stage_of(quick=False) as stage:
        run, said = stage.drill(), []

        def over() -> bool:
            said.append(stage.wave(run, "all").get("waits_for", ""))
            return stage.run(run).get("state") == "succeeded"

        stage.until(over)
        words = f"conversion in staging account {STAGING} (3 servers)"
        ended = drs_of(stage, HUB).jobs
        (log,) = [job.log for job in ended.values()]
        launched = next(item.moment for item in log if item.event == "LAUNCH_START")
        assert words in said
        assert said[-1] == ""
        assert said.count(words) * 4 == pytest.approx(launched - log[0].moment, abs=100)


def test_a_wave_without_extended_servers_reads_no_logs():
    plan = fleet({"all": ["own"]}, own=2)
    with Stage(plan=plan, inventory=inventory(own=2), quick=True) as stage:
        stage.until_run(stage.drill(), "succeeded")

        assert stage.calls("drs:DescribeJobLogItems") == []


def test_a_conversion_that_fails_is_shown_with_its_reason_and_retried():
    bad = ids("web", 3)[1]
    fault = f"launch-failure: {{server: {bad}, at: conversion, reason: no licence for it}}"
    with stage_of(faults=f"faults: [{fault}]") as stage:
        run = stage.drill()
        stage.until_run(run, "deciding")

        reason = stage.wave(run, "all")["reason"]
        assert f"Conversion in staging account {STAGING} failed: no licence for it" in reason
        stage.do("retry", run, Wave="all")
        stage.until_run(run, "succeeded")
        assert jobs_of(stage, HUB, "LAUNCH")[1:] == [[bad]]
        assert jobs_of(stage, STAGING, CONVERSION)[1:] == [[base_of(bad)]]


@pytest.mark.slow
def test_quotas_hold_in_the_target_account_and_in_both_staging_accounts():
    sizes = {"web": 110, "one": 1}
    plan = fleet({"all": list(sizes)}, **sizes)
    text = staged({"web": STAGING, "one": OTHER}, **sizes)
    with Stage(plan=plan, inventory=text, quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")

        assert [peaks(stage, one) for one in (HUB, STAGING)] == [(2, 111), (2, 110)]
        assert jobs_of(stage, OTHER, CONVERSION) == [[base_of(one) for one in ids("one", 1)]]
        assert max(map(len, jobs_of(stage, HUB, "LAUNCH"))) == 100
        assert stage.world.journal.errors["drs:StartRecovery", "ServiceQuotaExceededException"] == 0


def test_a_staging_account_out_of_reach_forbids_the_drill_and_says_why():
    fault = "extension-error: {reason: the role is gone}"
    with stage_of(faults=f"faults: [{fault}]") as stage:
        run = stage.drill()
        stage.until(lambda: stage.needs_help(run))

        told = stage.execution(run)["FailureMessage"]
        found = {f["server"]: f["check"] for f in stage.run(run)["findings"]}
        assert f"DRS cannot reach its snapshots in staging account {STAGING}" in told
        assert "the role is gone" in told
        assert found == dict.fromkeys(ids("web", 3), "staging")
        assert jobs_of(stage, HUB, "LAUNCH") == []


@pytest.mark.slow
def test_a_staging_account_lost_after_preflight_fails_its_servers_and_no_others():
    with stage_of(faults="faults: [{extension-error: {at: 25s}}]") as stage:
        run = stage.drill()
        stage.until_run(run, "deciding")

        states = {s["server"]: s["state"] for s in stage.items(f"RUN#{run}", "SRV#all#")}
        assert states == {
            **dict.fromkeys(ids("web", 3), "failed"),
            **dict.fromkeys(ids("own", 2), "launched"),
        }
        assert jobs_of(stage, STAGING, CONVERSION) == []


def test_a_conversion_in_an_account_that_is_a_target_too_is_nobodys_launch():
    sizes = {"web": 2, "there": (2, STAGING)}
    plan = fleet({"all": list(sizes)}, **sizes)
    with Stage(plan=plan, inventory=staged({"web": STAGING}, **sizes), quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")

        intents = stage.items(f"RUN#{run}", "INTENT#")
        launches = {
            job.id
            for a in (HUB, STAGING)
            for job in drs_of(stage, a).jobs.values()
            if job.type == "LAUNCH"
        }
        assert {item["job"] for item in intents} == launches
        assert len(jobs_of(stage, STAGING, CONVERSION)) == 1


@pytest.mark.slow
def test_a_server_that_its_staging_account_launches_itself_fails_and_a_retry_helps():
    with stage_of(web=1) as stage:
        base = {"sourceServerID": base_of(ids("web", 1)[0])}
        somebody = f"arn:aws:iam::{STAGING}:user/somebody"
        stage.client("drs", somebody).start_recovery(isDrill=True, sourceServers=[base])
        run = stage.drill()
        stage.until_run(run, "deciding")

        assert "currently being processed by a Job" in stage.wave(run, "all")["reason"]
        stage.do("retry", run, Wave="all")
        stage.until_run(run, "succeeded")


@pytest.mark.slow
def test_a_staging_account_that_two_targets_use_up_fails_what_is_too_much_and_a_retry_helps():
    sizes = {"here": 1, "there": (1, OTHER)}
    plan = fleet({"all": list(sizes)}, **sizes)
    text = staged(dict.fromkeys(sizes, STAGING), **sizes)
    one_job = "faults: [{quota: {jobs: 1}}]"
    with Stage(plan=plan, inventory=text, quick=True, faults=one_job) as stage:
        run = stage.drill()
        stage.until_run(run, "deciding")

        assert "Limit of 1 jobs in progress exceeded" in stage.wave(run, "all")["reason"]
        assert peaks(stage, STAGING) == (1, 1)
        stage.do("retry", run, Wave="all")
        stage.until_run(run, "succeeded")
        assert peaks(stage, STAGING) == (1, 1)
