"""Faults of DRS: launches, jobs, listings, replication, somebody else."""

import pytest
from fakes.embedded_faults import (
    faulty,
    instances,
    job,
    launch,
    launched,
    pass_time,
    statuses,
)
from fakes.embedded_world import DATABASE_1, DATABASE_2, HUB, REGION, SPOKE, client, error_code

from muster.embedded.aws.seeds import Inventory, Server, Staging


def log_of(a_world, job_id, server):
    items = client(a_world, "drs").describe_job_log_items(jobID=job_id)["items"]
    return [item for item in items if item["eventData"].get("sourceServerID") == server]


@pytest.mark.parametrize(
    ("stage", "event", "has_instance"),
    [
        ("conversion", "CONVERSION_FAIL", False),
        ("launch", "LAUNCH_FAILED", False),
        ("post-launch", "LAUNCH_FAILED", True),
    ],
)
def test_a_launch_fails_at_the_stage_that_the_script_names(stage, event, has_instance):
    fault = f"launch-failure: {{server: {DATABASE_1}, at: {stage}, reason: because}}"
    with faulty(fault) as a_world:
        ended = launched(a_world)

        last = log_of(a_world, ended["jobID"], DATABASE_1)[-1]
        assert (last["event"], last["eventData"]["rawError"]) == (event, "because")
        assert statuses(ended) == {DATABASE_1: "FAILED", DATABASE_2: "LAUNCHED"}
        assert (DATABASE_1 in instances(a_world)) is has_instance


def test_a_job_that_stalls_at_its_start_stays_pending():
    with faulty("stalled-job: {at: start, for: 1h}") as a_world:
        job_id = launch(a_world)

        pass_time(a_world, 3590)
        assert job(a_world, job_id)["status"] == "PENDING"
        pass_time(a_world, 200)
        assert job(a_world, job_id)["status"] == "COMPLETED"


@pytest.mark.parametrize("stage", ["conversion", "launch"])
def test_a_server_that_stalls_holds_its_job_but_not_the_other_servers(stage):
    with faulty(f"stalled-job: {{server: {DATABASE_1}, at: {stage}}}") as a_world:
        job_id = launch(a_world)

        pass_time(a_world, 100 * 3600)

        shown = job(a_world, job_id)
        assert shown["status"] == "STARTED"
        assert statuses(shown) == {DATABASE_1: "IN_PROGRESS", DATABASE_2: "LAUNCHED"}


def test_a_job_that_stalls_at_its_end_has_launched_its_servers():
    with faulty("stalled-job: {at: end}") as a_world:
        job_id = launch(a_world)

        pass_time(a_world, 3600)

        shown = job(a_world, job_id)
        assert shown["status"] == "STARTED"
        assert set(statuses(shown).values()) == {"LAUNCHED"}


def test_a_job_that_terminates_may_stall_too():
    with faulty("stalled-job: {job: terminate, at: end, for: 10m}") as a_world:
        launched(a_world)
        drs = client(a_world, "drs")
        ids = list(instances(a_world).values())
        job_id = drs.terminate_recovery_instances(recoveryInstanceIDs=ids)["job"]["jobID"]

        pass_time(a_world, 300)
        assert job(a_world, job_id)["status"] == "STARTED"
        pass_time(a_world, 600)
        assert job(a_world, job_id)["status"] == "COMPLETED"


def test_a_stall_strikes_one_job_unless_told_otherwise():
    with faulty(f"stalled-job: {{server: {DATABASE_1}, at: start}}") as a_world:
        stalled, other = launch(a_world, DATABASE_1), launch(a_world, DATABASE_2)

        pass_time(a_world, 600)

        assert job(a_world, stalled)["status"] == "PENDING"
        assert job(a_world, other)["status"] == "COMPLETED"


def test_a_conflict_is_told_in_the_words_of_drs_and_makes_no_job():
    with faulty("conflict: {times: 2}") as a_world:
        drs = client(a_world, "drs")
        for _ in range(2):
            with pytest.raises(drs.exceptions.ConflictException, match="processed by a Job"):
                launch(a_world)
        assert drs.describe_jobs()["items"] == []

        assert launch(a_world)


def test_a_conflict_may_be_about_one_server():
    with faulty(f"conflict: {{server: {DATABASE_2}}}") as a_world:
        assert launch(a_world, DATABASE_1)
        with pytest.raises(client(a_world, "drs").exceptions.ConflictException) as refused:
            launch(a_world, DATABASE_2)

        assert refused.value.response["resourceId"] == DATABASE_2


def test_a_listing_lags():
    with faulty("listing-lag: {by: 60s}") as a_world:
        drs = client(a_world, "drs")
        launch(a_world)

        pass_time(a_world, 59)
        assert drs.describe_jobs()["items"] == []
        pass_time(a_world, 2)
        assert len(drs.describe_jobs()["items"]) == 1


def test_sources_die_and_come_back_when_the_script_says():
    dies = f"replication: {{server: {DATABASE_1}, at: 10m}}"
    lives = f"replication: {{server: {DATABASE_1}, becomes: CONTINUOUS, at: 20m}}"
    with faulty(dies, lives) as a_world:

        def states():
            found = client(a_world, "drs").describe_source_servers()["items"]
            return {
                one["sourceServerID"]: one["dataReplicationInfo"]["dataReplicationState"]
                for one in found
            }

        seen = [states()]
        for _ in range(2):
            pass_time(a_world, 660)
            seen.append(states())

        assert [one[DATABASE_1] for one in seen] == ["CONTINUOUS", "STALLED", "CONTINUOUS"]
        assert {one[DATABASE_2] for one in seen} == {"CONTINUOUS"}


def test_a_disconnected_source_has_no_point_in_time_left():
    with faulty("replication: {becomes: DISCONNECTED}") as a_world:
        drs = client(a_world, "drs")

        found = drs.describe_recovery_snapshots(sourceServerID=DATABASE_1)["items"]

        assert found == []


def test_dead_sources_are_launched_from_their_last_snapshot():
    with faulty("dead-sources") as a_world:
        ended = launched(a_world)

        events = [item["event"] for item in log_of(a_world, ended["jobID"], DATABASE_1)]
        assert "USING_PREVIOUS_SNAPSHOT" in events
        assert set(statuses(ended).values()) == {"LAUNCHED"}


@pytest.mark.parametrize("mode", ["drill", "recovery"])
def test_somebody_else_launches_at_a_time(mode):
    fault = f"outside-launch: {{server: {DATABASE_1}, at: 3m, in: {mode}}}"
    with faulty(fault) as a_world:
        pass_time(a_world, 179)
        assert a_world.journal.counts["drs:StartRecovery"] == 0

        pass_time(a_world, 2)

        (shown,) = client(a_world, "drs").describe_jobs()["items"]
        assert shown["initiatedBy"] == f"START_{mode.upper()}"
        assert statuses(shown).keys() == {DATABASE_1}


EXTENDED = Server(DATABASE_1, HUB, REGION, staging=Staging(SPOKE, DATABASE_2))
STAGED = Inventory(HUB, REGION, servers=(EXTENDED, Server(DATABASE_2, SPOKE, REGION)))


def test_a_conversion_in_a_staging_account_stands_still_and_the_launch_with_it():
    with faulty("stalled-job: {job: staging, for: 1h}", inventory=STAGED) as a_world:
        job_id = launch(a_world, DATABASE_1)

        pass_time(a_world, 3590)
        assert "LAUNCH_START" not in [e["event"] for e in log_of(a_world, job_id, DATABASE_1)]
        pass_time(a_world, 300)
        assert statuses(job(a_world, job_id)) == {DATABASE_1: "LAUNCHED"}


def test_a_staging_account_that_is_out_of_reach_shows_and_fails_launches():
    fault = "extension-error: {at: 1m, reason: the role is gone}"
    with faulty(fault, inventory=STAGED) as a_world:
        before = staging_area(a_world)
        pass_time(a_world, 61)
        after = staging_area(a_world)
        ended = launched(a_world, DATABASE_1)

        assert before["status"] == "EXTENDED"
        assert (after["status"], after["errorMessage"]) == ("EXTENSION_ERROR", "the role is gone")
        assert statuses(ended) == {DATABASE_1: "FAILED"}


def staging_area(a_world):
    (shown,) = client(a_world, "drs").describe_source_servers()["items"]
    return shown["stagingArea"]


def test_somebody_else_is_refused_what_is_in_a_job_already():
    with faulty("outside-launch: {at: 5s}") as a_world:
        launch(a_world, DATABASE_1)

        pass_time(a_world, 10)

        codes = [entry.code for entry in a_world.journal.of("drs:StartRecovery")]
        assert codes == ["OK", "ConflictException", "OK"]


def test_an_instance_is_lost_some_time_after_its_launch():
    with faulty(f"instance-lost: {{server: {DATABASE_1}, after: 2m}}") as a_world:
        launched(a_world)
        ids = instances(a_world)

        pass_time(a_world, 130)

        found = client(a_world, "drs").describe_recovery_instances()["items"]
        states = {one["recoveryInstanceID"]: one["ec2InstanceState"] for one in found}
        assert states == {ids[DATABASE_1]: "TERMINATED", ids[DATABASE_2]: "RUNNING"}


@pytest.mark.parametrize(
    ("quota", "servers", "code"),
    [
        ("servers_per_job: 1", (DATABASE_1, DATABASE_2), "L-B827C881"),
        ("jobs: 0", (DATABASE_1,), "L-D88FAC3A"),
        ("servers_in_jobs: 0", (DATABASE_1,), "L-05AFA8C6"),
    ],
)
def test_a_quota_of_drs_is_what_the_script_says(quota, servers, code):
    with faulty(f"quota: {{{quota}}}") as a_world:
        drs = client(a_world, "drs")
        with pytest.raises(drs.exceptions.ServiceQuotaExceededException) as refused:
            launch(a_world, *servers)

        assert error_code(refused.value) == "ServiceQuotaExceededException"
        assert refused.value.response["quotaCode"] == code
