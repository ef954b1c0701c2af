"""Extended source servers: two phases in two accounts, and whose quotas and snapshots they use."""

from dataclasses import replace

import pytest
from fakes.drs_world import ACCOUNT, CALLER, DATABASE, REGION, REPLICA, START, DrsUnderTest, server

from muster.embedded.aws.context import LaunchFailure
from muster.embedded.aws.drs import Quota, Quotas
from muster.embedded.aws.drs.iso8601 import moment
from muster.embedded.aws.kit import AwsError, Call, Principal
from muster.embedded.aws.seeds import Replication, Staging

STAGING = "210987654321"
BASES = {DATABASE: "s-ba5e0000000000001", REPLICA: "s-ba5e0000000000002"}
ONE_JOB = replace(Quotas(), jobs_in_progress=Quota(1, "L-D88FAC3A"))


def extended(server_id=DATABASE, **changes):
    return server(server_id, staging=Staging(STAGING, BASES[server_id]), **changes)


def base(server_id=DATABASE, **changes):
    return replace(server(BASES[server_id], **changes), account=STAGING)


@pytest.fixture
def drs():
    return DrsUnderTest(extended(), base(hostname="db-1"), server(REPLICA))


def in_staging(drs, operation, **params):
    caller = Principal(f"arn:aws:iam::{STAGING}:user/somebody", STAGING)
    call = Call("drs", operation, params, caller, STAGING, REGION, "request-1")
    return drs.service.handlers[operation](call)


def staging_jobs(drs):
    return in_staging(drs, "DescribeJobs")["items"]


def staging_log(drs, job):
    return in_staging(drs, "DescribeJobLogItems", jobID=job["jobID"])["items"]


def raw_error(drs, job):
    return next(i["eventData"]["rawError"] for i in drs.log(job) if "rawError" in i["eventData"])


def at(text):
    return moment(text, "")


def test_an_extended_server_names_its_staging_account_and_server(drs):
    shown = drs.source_server()

    assert shown["stagingArea"] == {
        "status": "EXTENDED",
        "stagingAccountID": STAGING,
        "stagingSourceServerArn": f"arn:aws:drs:{REGION}:{STAGING}:source-server/{BASES[DATABASE]}",
    }
    assert shown["sourceProperties"]["identificationHints"]["hostname"] == "db-1"


def test_servers_are_filtered_by_the_staging_account_that_they_were_extended_from(drs):
    of_staging, of_target = (
        drs.call("DescribeSourceServers", filters={"stagingAccountIDs": [account]})["items"]
        for account in (STAGING, ACCOUNT)
    )

    assert [one["sourceServerID"] for one in of_staging] == [DATABASE]
    assert of_target == []


def test_a_launch_is_converted_in_the_staging_account_first_and_then_launched(drs):
    job = drs.launch()
    (conversion,) = staging_jobs(drs)

    assert (job["type"], conversion["type"]) == ("LAUNCH", "CREATE_CONVERTED_SNAPSHOT")
    assert conversion["initiatedBy"] == "TARGET_ACCOUNT"
    assert conversion["participatingServers"] == [
        {"sourceServerID": BASES[DATABASE], "launchStatus": "LAUNCHED"}
    ]
    launch_start = next(i for i in drs.log(job["jobID"]) if i["event"] == "LAUNCH_START")
    assert at(conversion["endDateTime"]) < at(launch_start["logDateTime"])
    assert job["participatingServers"][0]["launchStatus"] == "LAUNCHED"


def test_each_account_lists_its_own_job_and_each_log_tells_its_own_phase(drs):
    job = drs.launch()
    (conversion,) = staging_jobs(drs)

    assert [one["jobID"] for one in drs.call("DescribeJobs")["items"]] == [job["jobID"]]
    assert [item["event"] for item in staging_log(drs, conversion)] == [
        "JOB_START",
        "SNAPSHOT_START",
        "SNAPSHOT_END",
        "CONVERSION_START",
        "CONVERSION_END",
        "JOB_END",
    ]
    assert drs.events_of(job["jobID"]) == [
        "JOB_START",
        "CONVERSION_START",
        "CONVERSION_END",
        "LAUNCH_START",
        "LAUNCH_END",
        "JOB_END",
    ]


def test_the_instance_runs_in_the_target_account_as_the_caller(drs):
    drs.launch(isDrill=True)

    (instance,) = drs.recovery_instances()
    assert instance["sourceServerID"] == DATABASE
    assert {principal for _, principal in drs.ec2.calls} == {CALLER}
    assert in_staging(drs, "DescribeRecoveryInstances")["items"] == []


def test_servers_of_both_kinds_share_a_job_and_only_the_extended_are_converted_elsewhere(drs):
    job = drs.launch(DATABASE, REPLICA)

    assert {s["launchStatus"] for s in job["participatingServers"]} == {"LAUNCHED"}
    assert len(staging_jobs(drs)[0]["participatingServers"]) == 1
    assert "SNAPSHOT_START" in drs.events_of(job["jobID"], REPLICA)


def test_a_conversion_that_fails_fails_the_launch_with_its_reason(drs):
    drs.faults.failures[DATABASE] = LaunchFailure("conversion", "no licence")

    job = drs.launch()

    (conversion,) = staging_jobs(drs)
    expected = f"Conversion in staging account {STAGING} failed: no licence"
    assert raw_error(drs, job["jobID"]) == expected
    assert job["participatingServers"][0]["launchStatus"] == "FAILED"
    assert staging_log(drs, conversion)[4]["event"] == "CONVERSION_FAIL"
    assert staging_log(drs, conversion)[4]["eventData"]["rawError"] == "no licence"
    assert conversion["participatingServers"][0]["launchStatus"] == "FAILED"
    assert drs.faults.asked == [DATABASE]


def test_a_staging_account_whose_quota_is_used_up_fails_the_launch():
    drs = DrsUnderTest(extended(), base(), base(REPLICA), quotas=ONE_JOB)
    wanted = [{"sourceServerID": BASES[REPLICA]}]
    in_staging(drs, "StartRecovery", sourceServers=wanted)

    job = drs.launch()

    assert "Limit of 1 jobs in progress exceeded" in raw_error(drs, job["jobID"])
    assert [one["type"] for one in staging_jobs(drs)] == ["LAUNCH"]


def test_a_conversion_counts_into_the_quotas_of_the_staging_account_and_holds_its_server():
    drs = DrsUnderTest(extended(), base(), base(REPLICA), quotas=ONE_JOB)
    drs.start()

    with pytest.raises(AwsError) as busy:
        in_staging(drs, "StartRecovery", sourceServers=[{"sourceServerID": BASES[DATABASE]}])
    with pytest.raises(AwsError) as full:
        in_staging(drs, "StartRecovery", sourceServers=[{"sourceServerID": BASES[REPLICA]}])

    codes = (busy.value.code, full.value.code)
    assert codes == ("ConflictException", "ServiceQuotaExceededException")


def test_a_staging_server_that_is_being_launched_cannot_be_converted(drs):
    in_staging(drs, "StartRecovery", sourceServers=[{"sourceServerID": BASES[DATABASE]}])

    job = drs.launch()

    assert "currently being processed by a Job" in raw_error(drs, job["jobID"])


def test_points_in_time_are_those_of_the_staging_server(drs):
    own = drs.call("DescribeRecoverySnapshots", sourceServerID=DATABASE, order="DESC")["items"]
    its = in_staging(
        drs, "DescribeRecoverySnapshots", sourceServerID=BASES[DATABASE], order="DESC"
    )["items"]
    pinned = own[5]
    wanted = [{"sourceServerID": DATABASE, "recoverySnapshotID": pinned["snapshotID"]}]
    drs.finish(drs.call("StartRecovery", sourceServers=wanted)["job"]["jobID"])

    assert [s["expectedTimestamp"] for s in own] == [s["expectedTimestamp"] for s in its]
    (instance,) = drs.recovery_instances()
    assert instance["pointInTimeSnapshotDateTime"] == pinned["timestamp"]


def test_a_dead_source_makes_the_staging_account_wait_before_it_converts():
    dead = Replication(state="STALLED", snapshot_age=1_200)
    drs = DrsUnderTest(extended(), base(replication=dead))

    job = drs.launch()

    (conversion,) = staging_jobs(drs)
    assert "USING_PREVIOUS_SNAPSHOT" in [i["event"] for i in staging_log(drs, conversion)]
    assert drs.source_server()["dataReplicationInfo"]["dataReplicationState"] == "STALLED"
    assert at(job["endDateTime"]) - START > 600


def test_a_deleted_staging_server_leaves_an_extension_error_and_fails_launches(drs):
    in_staging(drs, "DisconnectSourceServer", sourceServerID=BASES[DATABASE])
    in_staging(drs, "DeleteSourceServer", sourceServerID=BASES[DATABASE])

    area = drs.source_server()["stagingArea"]
    job = drs.launch()

    assert area["status"] == "EXTENSION_ERROR"
    assert BASES[DATABASE] in area["errorMessage"]
    assert area["errorMessage"] in raw_error(drs, job["jobID"])
    assert staging_jobs(drs) == []


@pytest.mark.parametrize(
    "operation", ["StopReplication", "StartReplication", "DisconnectSourceServer"]
)
def test_replication_is_only_changed_from_the_staging_account(drs, operation):
    with pytest.raises(AwsError) as refused:
        drs.call(operation, sourceServerID=DATABASE)

    assert refused.value.code == "ConflictException"
    assert "staging account" in refused.value.message


def test_what_happens_to_replication_in_the_staging_account_shows_in_the_target(drs):
    in_staging(drs, "StopReplication", sourceServerID=BASES[DATABASE])
    in_staging(drs, "StartReplication", sourceServerID=BASES[DATABASE])
    drs.pass_time(600)

    info = drs.source_server()["dataReplicationInfo"]
    assert info["dataReplicationState"] == "INITIAL_SYNC"


def test_an_extended_server_may_be_deleted_while_it_replicates(drs):
    drs.call("DeleteSourceServer", sourceServerID=DATABASE)

    filters = {"sourceServerIDs": [DATABASE]}
    assert drs.call("DescribeSourceServers", filters=filters)["items"] == []
    assert len(in_staging(drs, "DescribeSourceServers")["items"]) == 1


@pytest.mark.parametrize(
    "staging",
    [
        Staging(STAGING, "s-00000000000000000"),
        Staging(ACCOUNT, REPLICA),
        Staging("999999999999", BASES[DATABASE]),
    ],
)
def test_an_inventory_whose_staging_server_is_not_there_is_refused(staging):
    with pytest.raises(ValueError, match=f"{DATABASE}: staging account {staging.account}"):
        DrsUnderTest(server(staging=staging), base(), server(REPLICA))


def test_a_staging_server_is_extended_into_an_account_once():
    again = server(REPLICA, staging=Staging(STAGING, BASES[DATABASE]))

    with pytest.raises(ValueError, match=f"is extended into {ACCOUNT} twice"):
        DrsUnderTest(extended(), base(), again)
