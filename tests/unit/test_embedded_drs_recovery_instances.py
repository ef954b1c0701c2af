"""Recovery instances: listing, terminating, disconnecting, deleting."""

import pytest
from fakes.drs_world import CALLER, DATABASE, REPLICA, DrsUnderTest, server

from muster.embedded.aws.kit import AwsError

OTHER = "arn:aws:iam::123456789012:user/somebody"


@pytest.fixture
def drs():
    drs = DrsUnderTest(server(DATABASE), server(REPLICA))
    drs.launch(DATABASE, REPLICA, isDrill=True)
    return drs


def instance_of(drs, server_id=DATABASE):
    return drs.recovery_instances(sourceServerIDs=[server_id])[0]["recoveryInstanceID"]


def terminate(drs, *instance_ids, **params):
    answer = drs.call("TerminateRecoveryInstances", recoveryInstanceIDs=instance_ids, **params)
    return answer["job"]


def code_of(call):
    with pytest.raises(AwsError) as caught:
        call()
    return caught.value.code


def test_filters_by_instance_and_by_source_server_and_by_nothing(drs):
    mine, other = instance_of(drs, DATABASE), instance_of(drs, REPLICA)

    by_instance = drs.recovery_instances(recoveryInstanceIDs=[mine])
    by_server = drs.recovery_instances(sourceServerIDs=[REPLICA])
    by_both = drs.recovery_instances(recoveryInstanceIDs=[mine], sourceServerIDs=[REPLICA])

    assert [one["recoveryInstanceID"] for one in by_instance] == [mine]
    assert [one["recoveryInstanceID"] for one in by_server] == [other]
    assert by_both == []
    assert len(drs.recovery_instances(recoveryInstanceIDs=[], sourceServerIDs=[])) == 2


def test_an_instance_is_listed_when_its_launch_has_ended():
    drs = DrsUnderTest(server())
    drs.start()
    drs.pass_time(400)

    assert len(drs.ec2.instances) == 1
    assert drs.recovery_instances() == []


def test_the_state_is_asked_of_ec2_as_the_one_who_lists(drs):
    drs.call("DescribeRecoveryInstances", principal=OTHER)

    assert ("describe_instances", OTHER) in drs.ec2.calls


def test_what_was_terminated_in_ec2_shows_as_terminated(drs):
    instance = instance_of(drs)
    drs.ec2.instances[instance]["State"] = "terminated"

    assert drs.recovery_instances(sourceServerIDs=[DATABASE])[0]["ec2InstanceState"] == "TERMINATED"


def test_what_ec2_no_longer_knows_is_not_found_and_hides_nothing_else(drs):
    del drs.ec2.instances[instance_of(drs)]

    states = [one["ec2InstanceState"] for one in drs.recovery_instances()]

    assert states == ["NOT_FOUND", "RUNNING"]


def test_an_instance_that_is_shutting_down_is_spelled_with_a_hyphen(drs):
    drs.ec2.instances[instance_of(drs)]["State"] = "shutting-down"

    assert drs.recovery_instances()[0]["ec2InstanceState"] == "SHUTTING-DOWN"


def test_terminating_is_a_job_of_its_own(drs):
    job = terminate(drs, instance_of(drs))

    assert job["type"] == "TERMINATE"
    assert job["initiatedBy"] == "TERMINATE_RECOVERY_INSTANCES"
    assert job["status"] == "PENDING"
    assert [one["sourceServerID"] for one in job["participatingServers"]] == [DATABASE]


def test_terminated_instances_are_gone_from_ec2_and_from_drs(drs):
    mine, other = instance_of(drs, DATABASE), instance_of(drs, REPLICA)

    job = terminate(drs, mine, other)
    drs.finish(job["jobID"])

    done = drs.job(job["jobID"])
    assert done["status"] == "COMPLETED"
    assert [one["launchStatus"] for one in done["participatingServers"]] == ["TERMINATED"] * 2
    assert {one["State"] for one in drs.ec2.instances.values()} == {"terminated"}
    assert drs.recovery_instances() == []
    assert "recoveryInstanceId" not in drs.source_server()
    assert drs.events_of(job["jobID"]) == ["JOB_START", "CLEANUP_START", "CLEANUP_END", "JOB_END"]


def test_terminating_uses_the_rights_of_its_own_caller(drs):
    job = terminate(drs, instance_of(drs), principal=OTHER)
    drs.finish(job["jobID"])

    assert ("terminate_instances", OTHER) in drs.ec2.calls
    assert ("terminate_instances", CALLER) not in drs.ec2.calls


def test_terminating_twice_is_a_conflict(drs):
    instance = instance_of(drs)
    terminate(drs, instance)

    assert code_of(lambda: terminate(drs, instance)) == "ConflictException"


def test_an_instance_whose_server_is_being_launched_cannot_be_terminated(drs):
    instance = instance_of(drs)
    drs.start(DATABASE)

    assert code_of(lambda: terminate(drs, instance)) == "ConflictException"


def test_an_unknown_instance_fails_the_whole_call(drs):
    call = lambda: terminate(drs, instance_of(drs), "i-00000000000000000")  # noqa: E731 - a claim in one line

    assert code_of(call) == "ResourceNotFoundException"
    assert len(drs.target.jobs) == 1


def test_a_protected_instance_stays_and_its_server_fails(drs):
    instance = instance_of(drs)
    drs.ec2.protected.add(instance)

    job = terminate(drs, instance)
    drs.finish(job["jobID"])

    assert drs.job(job["jobID"])["participatingServers"][0]["launchStatus"] == "FAILED"
    assert instance_of(drs) == instance


def test_an_instance_that_is_gone_from_ec2_can_still_be_terminated(drs):
    instance = instance_of(drs)
    drs.ec2.instances.clear()

    job = terminate(drs, instance)
    drs.finish(job["jobID"])

    assert drs.job(job["jobID"])["participatingServers"][0]["launchStatus"] == "TERMINATED"


def test_a_terminate_job_sends_no_event(drs):
    before = len(drs.world.events)

    drs.finish(terminate(drs, instance_of(drs))["jobID"])

    assert len(drs.world.events) == before


def test_an_instance_must_be_disconnected_before_it_is_deleted(drs):
    instance = instance_of(drs)

    deletion = lambda: drs.call("DeleteRecoveryInstance", recoveryInstanceID=instance)  # noqa: E731 - called twice
    assert code_of(deletion) == "ConflictException"

    drs.call("DisconnectRecoveryInstance", recoveryInstanceID=instance)
    shown = drs.recovery_instances(sourceServerIDs=[DATABASE])[0]
    assert shown["dataReplicationInfo"]["dataReplicationState"] == "DISCONNECTED"

    deletion()
    assert drs.recovery_instances(sourceServerIDs=[DATABASE]) == []
    assert drs.ec2.instances[instance]["State"] == "running"


def test_disconnecting_twice_is_a_conflict(drs):
    instance = instance_of(drs)
    drs.call("DisconnectRecoveryInstance", recoveryInstanceID=instance)

    again = lambda: drs.call("DisconnectRecoveryInstance", recoveryInstanceID=instance)  # noqa: E731 - a claim in one line
    assert code_of(again) == "ConflictException"


def test_pages_of_instances_carry_every_instance_once(drs):
    first = drs.call("DescribeRecoveryInstances", maxResults=1)
    second = drs.call("DescribeRecoveryInstances", maxResults=1, nextToken=first["nextToken"])

    ids = [one["recoveryInstanceID"] for one in first["items"] + second["items"]]
    assert len(set(ids)) == 2
    assert "nextToken" not in second
