"""Jobs of the embedded DRS: their states, their log, their listings."""

import pytest
from fakes.drs_world import DATABASE, REPLICA, START, DrsUnderTest, server

from muster.embedded.aws.context import LaunchFailure
from muster.embedded.aws.drs import Timing
from muster.embedded.aws.drs.iso8601 import moment, timestamp
from muster.embedded.aws.kit import AwsError

COURSE = [
    "JOB_START",
    "SNAPSHOT_START",
    "SNAPSHOT_END",
    "CONVERSION_START",
    "CONVERSION_END",
    "LAUNCH_START",
    "LAUNCH_END",
    "JOB_END",
]


@pytest.fixture
def drs():
    return DrsUnderTest(server(DATABASE), server(REPLICA))


def status(drs, job_id):
    job = drs.job(job_id)
    return job["status"], [one["launchStatus"] for one in job["participatingServers"]]


def test_a_job_is_pending_then_started_then_completed(drs):
    job_id = drs.start(DATABASE)

    seen = [status(drs, job_id)]
    for seconds in (1, 600):
        drs.pass_time(seconds)
        seen.append(status(drs, job_id))

    assert seen == [
        ("PENDING", ["PENDING"]),
        ("STARTED", ["IN_PROGRESS"]),
        ("COMPLETED", ["LAUNCHED"]),
    ]


def test_a_job_with_a_failed_server_still_completes(drs):
    drs.faults.failures[REPLICA] = LaunchFailure(
        "launch", "InsufficientInstanceCapacity: no capacity"
    )

    job = drs.launch(DATABASE, REPLICA)

    assert job["status"] == "COMPLETED"
    assert job["participatingServers"] == [
        {"sourceServerID": DATABASE, "launchStatus": "LAUNCHED"},
        {"sourceServerID": REPLICA, "launchStatus": "FAILED"},
    ]


def test_a_completed_job_names_no_recovery_instance(drs):
    job = drs.launch(DATABASE)

    assert all("recoveryInstanceID" not in one for one in job["participatingServers"])


def test_each_server_passes_through_the_captured_events_in_order(drs):
    job = drs.launch(DATABASE, REPLICA)

    assert drs.events_of(job["jobID"], DATABASE) == COURSE
    assert drs.events_of(job["jobID"], REPLICA) == COURSE


def test_the_log_names_conversion_server_and_target_instance(drs):
    job = drs.launch(DATABASE)

    data = {item["event"]: item["eventData"] for item in drs.log(job["jobID"])}

    assert data["JOB_START"] == data["JOB_END"] == {}
    assert data["CONVERSION_END"]["conversionServerID"].startswith("i-")
    launched = drs.recovery_instances()[0]["ec2InstanceID"]
    assert data["LAUNCH_END"] == {"sourceServerID": DATABASE, "targetInstanceID": launched}


def test_the_log_grows_as_time_passes(drs):
    job_id = drs.start(DATABASE)
    drs.pass_time(60)

    assert drs.events_of(job_id)[-1] == "CONVERSION_START"


def test_the_log_is_in_order_of_time(drs):
    job = drs.launch(DATABASE, REPLICA)

    times = [item["logDateTime"] for item in drs.log(job["jobID"])]

    assert times == sorted(times)


def test_jobs_are_listed_newest_first(drs):
    first, second = drs.start(DATABASE), drs.start(REPLICA)

    listed = [job["jobID"] for job in drs.call("DescribeJobs")["items"]]

    assert listed == [second, first]


def test_an_empty_list_of_job_ids_means_all(drs):
    drs.start(DATABASE)

    assert len(drs.call("DescribeJobs", filters={"jobIDs": []})["items"]) == 1


def test_jobs_are_filtered_by_their_creation(drs):
    old = drs.start(DATABASE)
    drs.pass_time(3_600)
    young = drs.start(REPLICA)
    between = timestamp(START + 60)

    until = drs.call("DescribeJobs", filters={"toDate": between})["items"]
    since = drs.call("DescribeJobs", filters={"fromDate": between})["items"]

    assert [job["jobID"] for job in until] == [old]
    assert [job["jobID"] for job in since] == [young]


def test_a_filter_that_is_no_real_date_is_invalid(drs):
    with pytest.raises(AwsError, match="2022-02-31"):
        drs.call("DescribeJobs", filters={"fromDate": "2022-02-31T00:00:00Z"})


def test_pages_follow_each_other_by_next_token():
    servers = [f"s-{number:017x}" for number in range(5)]
    drs = DrsUnderTest(*(server(one) for one in servers))
    for one in servers:
        drs.start(one)

    pages, token = [], {}
    while True:
        answer = drs.call("DescribeJobs", maxResults=2, **token)
        pages.append(len(answer["items"]))
        if "nextToken" not in answer:
            break
        token = {"nextToken": answer["nextToken"]}

    assert pages == [2, 2, 1]


@pytest.mark.parametrize("token", ["made-up", "%%%", "ZHJzOi0x", "ZHJzOg==", "é"])
def test_a_token_that_the_service_never_gave_is_invalid(drs, token):
    with pytest.raises(AwsError) as caught:
        drs.call("DescribeJobs", nextToken=token)

    assert caught.value.code == "ValidationException"


def test_with_a_listing_lag_a_fresh_job_is_absent_at_first():
    drs = DrsUnderTest(server(), timing=Timing(listing_lag=20))
    job_id = drs.start(DATABASE)

    drs.pass_time(19)
    before = drs.call("DescribeJobs", filters={"jobIDs": [job_id]})["items"]
    drs.pass_time(1)
    after = drs.call("DescribeJobs", filters={"jobIDs": [job_id]})["items"]

    assert (len(before), len(after)) == (0, 1)


def test_a_job_in_progress_cannot_be_deleted(drs):
    job_id = drs.start(DATABASE)

    with pytest.raises(AwsError) as caught:
        drs.call("DeleteJob", jobID=job_id)

    assert caught.value.code == "ConflictException"


def test_a_deleted_job_is_gone_with_its_log(drs):
    job = drs.launch(DATABASE)

    drs.call("DeleteJob", jobID=job["jobID"])

    assert drs.call("DescribeJobs")["items"] == []
    with pytest.raises(AwsError) as caught:
        drs.call("DescribeJobLogItems", jobID=job["jobID"])
    assert caught.value.code == "ResourceNotFoundException"


def test_equal_seeds_give_equal_jobs():
    def run():
        drs = DrsUnderTest(server(DATABASE), server(REPLICA))
        return drs.log(drs.launch(DATABASE, REPLICA)["jobID"])

    assert run() == run()


def test_the_job_ends_when_its_slowest_server_does(drs):
    drs.faults.delays[REPLICA] = 1_000.0

    job = drs.launch(DATABASE, REPLICA)

    took = moment(job["endDateTime"], "") - moment(job["creationDateTime"], "")
    assert took > 1_500


def test_a_defect_inside_a_launch_surfaces_where_the_clock_is_moved(drs):
    drs.world.emit = lambda **_: 1 / 0
    drs.start(DATABASE)

    with pytest.raises(ZeroDivisionError):
        drs.pass_time(700)
