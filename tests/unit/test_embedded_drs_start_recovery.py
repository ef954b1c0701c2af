"""StartRecovery: what it answers, and what it refuses as a whole."""

import pytest
from fakes.drs_world import DATABASE, REPLICA, DrsUnderTest, server

from muster.embedded.aws.drs import Quota, Quotas
from muster.embedded.aws.kit import AwsError

LAUNCH = ["JOB_START", "SNAPSHOT_START", "SNAPSHOT_END", "CONVERSION_START", "CONVERSION_END"]
BUSY = (
    "One or more of the Source Servers included in API call are currently being processed by a Job"
)


@pytest.fixture
def drs():
    return DrsUnderTest(server(DATABASE), server(REPLICA))


def refused(call):
    with pytest.raises(AwsError) as caught:
        call()
    return caught.value


def test_it_answers_with_a_pending_job_at_once(drs):
    wanted = [{"sourceServerID": DATABASE}, {"sourceServerID": REPLICA}]

    job = drs.call("StartRecovery", sourceServers=wanted, isDrill=True, tags={"run": "7"})["job"]

    assert job["status"] == "PENDING"
    assert job["type"] == "LAUNCH"
    assert job["initiatedBy"] == "START_DRILL"
    assert job["tags"] == {"run": "7"}
    assert job["creationDateTime"] == "2022-12-07T19:15:38.846723+00:00"
    assert "endDateTime" not in job
    assert job["participatingServers"] == [
        {"sourceServerID": DATABASE, "launchStatus": "PENDING"},
        {"sourceServerID": REPLICA, "launchStatus": "PENDING"},
    ]


def test_without_is_drill_it_is_a_recovery(drs):
    assert drs.job(drs.start(DATABASE))["initiatedBy"] == "START_RECOVERY"


def test_the_source_server_shows_its_launch_at_once(drs):
    job_id = drs.start(DATABASE, isDrill=True)

    shown = drs.source_server()

    assert shown["lastLaunchResult"] == "PENDING"
    assert shown["lifeCycle"]["lastLaunch"] == {
        "initiated": {
            "apiCallDateTime": "2022-12-07T19:15:38.846723+00:00",
            "jobID": job_id,
            "type": "DRILL",
        },
        "status": "PENDING",
    }


def test_a_server_that_a_job_holds_is_a_conflict_in_the_documented_sentence(drs):
    drs.start(DATABASE)

    error = refused(lambda: drs.start(DATABASE))

    assert (error.code, error.message) == ("ConflictException", BUSY)


def test_one_busy_server_fails_the_whole_call(drs):
    drs.start(DATABASE)

    refused(lambda: drs.start(REPLICA, DATABASE))

    assert len(drs.target.jobs) == 1
    assert drs.source_server(REPLICA)["lastLaunchResult"] == "NOT_STARTED"


def test_a_server_is_free_again_when_its_job_has_completed(drs):
    drs.launch(DATABASE)

    assert drs.start(DATABASE)


def test_a_running_terminate_job_blocks_launches(drs):
    drs.launch(DATABASE)
    instance = drs.recovery_instances()[0]["recoveryInstanceID"]
    drs.call("TerminateRecoveryInstances", recoveryInstanceIDs=[instance])

    error = refused(lambda: drs.start(DATABASE))

    assert error.code == "ConflictException"


def test_an_unknown_server_is_not_found_by_its_id(drs):
    error = refused(lambda: drs.start("s-00000000000000000"))

    assert error.code == "ResourceNotFoundException"
    assert error.members == {
        "resourceType": "SourceServer",
        "resourceId": "s-00000000000000000",
    }


def test_a_server_named_twice_is_invalid(drs):
    error = refused(lambda: drs.start(DATABASE, DATABASE))

    assert error.code == "ValidationException"
    assert DATABASE in error.message


def test_a_snapshot_of_another_server_is_not_found(drs):
    foreign = drs.call("DescribeRecoverySnapshots", sourceServerID=REPLICA)["items"][0]
    wanted = [{"sourceServerID": DATABASE, "recoverySnapshotID": foreign["snapshotID"]}]

    error = refused(lambda: drs.call("StartRecovery", sourceServers=wanted))

    assert error.members["resourceId"] == foreign["snapshotID"]


def test_tags_with_reserved_keys_are_invalid(drs):
    assert refused(lambda: drs.start(DATABASE, tags={"aws:x": ""})).code == "ValidationException"


def test_more_than_fifty_tags_are_invalid(drs):
    tags = {f"k{number}": "" for number in range(51)}

    assert refused(lambda: drs.start(DATABASE, tags=tags)).code == "ValidationException"


@pytest.mark.parametrize(
    ("quotas", "code"),
    [
        (Quotas(servers_per_job=Quota(1, "L-B827C881")), "L-B827C881"),
        (Quotas(jobs_in_progress=Quota(0, "L-D88FAC3A")), "L-D88FAC3A"),
        (Quotas(servers_in_all_jobs=Quota(1, "L-05AFA8C6")), "L-05AFA8C6"),
    ],
)
def test_each_quota_refuses_by_its_own_code(quotas, code):
    drs = DrsUnderTest(server(DATABASE), server(REPLICA), quotas=quotas)

    error = refused(lambda: drs.start(DATABASE, REPLICA))

    assert error.code == "ServiceQuotaExceededException"
    assert error.members == {"quotaCode": code, "serviceCode": "drs"}


def test_the_documented_quotas_are_the_default():
    quotas = Quotas()

    limits = (quotas.servers_per_job, quotas.jobs_in_progress, quotas.servers_in_all_jobs)

    assert [quota.limit for quota in limits] == [100, 20, 500]


def test_the_twenty_first_job_is_refused_and_possible_again_when_one_has_ended():
    drs = DrsUnderTest(*(server(f"s-{number:017x}") for number in range(21)))
    first, *_ = [drs.start(f"s-{number:017x}") for number in range(20)]

    assert refused(lambda: drs.start(f"s-{20:017x}")).members["quotaCode"] == "L-D88FAC3A"
    drs.finish(first)
    assert drs.start(f"s-{20:017x}")


def test_in_a_region_where_drs_was_never_set_up_the_account_is_uninitialized(drs):
    wanted = [{"sourceServerID": DATABASE}]

    error = refused(lambda: drs.call("StartRecovery", region="eu-west-1", sourceServers=wanted))

    assert error.code == "UninitializedAccountException"
