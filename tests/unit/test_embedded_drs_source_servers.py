"""Source servers, their settings, tags, and setting DRS up."""

import pytest
from fakes.drs_world import ACCOUNT, DATABASE, REGION, REPLICA, DrsUnderTest, FakeWorld, server

from muster.embedded.aws.drs import service
from muster.embedded.aws.drs.iso8601 import duration
from muster.embedded.aws.kit import AwsError
from muster.embedded.aws.seeds import Disk, Launch, Replication

ARN = f"arn:aws:drs:{REGION}:{ACCOUNT}:source-server/{DATABASE}"


@pytest.fixture
def drs():
    return DrsUnderTest(server(DATABASE, tags={"Role": "db"}), server(REPLICA))


def code_of(drs, operation, **params):
    with pytest.raises(AwsError) as caught:
        drs.call(operation, **params)
    return caught.value.code


def state_of(drs, server_id=DATABASE):
    return drs.source_server(server_id)["dataReplicationInfo"]["dataReplicationState"]


def test_a_server_that_was_never_launched_looks_as_captured(drs):
    shown = drs.source_server()

    assert shown["arn"] == ARN
    assert shown["tags"] == {"Role": "db"}
    assert shown["lastLaunchResult"] == "NOT_STARTED"
    assert shown["lifeCycle"]["lastLaunch"] == {"initiated": {}}
    assert shown["dataReplicationInfo"]["dataReplicationState"] == "CONTINUOUS"
    assert shown["dataReplicationInfo"]["lagDuration"] == "P0D"
    assert "recoveryInstanceId" not in shown


def test_what_the_inventory_says_of_the_machine_is_shown():
    disks = (Disk("/dev/sda", 10), Disk("/dev/sdb", 20))
    drs = DrsUnderTest(server(hostname="db-1", instance_type="m5.large", disks=disks, cores=1))

    properties = drs.source_server()["sourceProperties"]

    assert properties["identificationHints"]["hostname"] == "db-1"
    assert properties["recommendedInstanceType"] == "m5.large"
    assert [disk["bytes"] for disk in properties["disks"]] == [10, 20]
    assert len(properties["cpus"]) == 1


def test_servers_are_filtered_by_id_and_an_empty_list_means_all(drs):
    wanted = drs.call("DescribeSourceServers", filters={"sourceServerIDs": [REPLICA]})["items"]
    everyone = drs.call("DescribeSourceServers", filters={"sourceServerIDs": []})["items"]

    assert [one["sourceServerID"] for one in wanted] == [REPLICA]
    assert len(everyone) == 2


def test_unknown_ids_in_a_filter_find_nothing_and_are_no_error(drs):
    filters = {"sourceServerIDs": ["s-00000000000000000"]}

    assert drs.call("DescribeSourceServers", filters=filters)["items"] == []


def test_no_server_is_extended_from_a_staging_account(drs):
    filters = {"stagingAccountIDs": [ACCOUNT]}

    assert drs.call("DescribeSourceServers", filters=filters)["items"] == []


def test_each_account_and_region_has_servers_of_its_own(drs):
    drs.call("InitializeService", region="eu-west-1")

    assert drs.call("DescribeSourceServers", region="eu-west-1")["items"] == []


def test_initialising_makes_an_uninitialised_region_answer(drs):
    before = code_of(drs, "DescribeJobs", region="eu-west-1")

    drs.call("InitializeService", region="eu-west-1")

    assert before == "UninitializedAccountException"
    assert drs.call("DescribeJobs", region="eu-west-1")["items"] == []


def test_an_account_can_be_switched_to_uninitialised(drs):
    drs.target.initialized = False

    assert code_of(drs, "DescribeSourceServers") == "UninitializedAccountException"
    assert drs.call("ListTagsForResource", resourceArn=ARN)["tags"] == {"Role": "db"}


def test_stopping_replication_deletes_every_point_in_time(drs):
    drs.call("StopReplication", sourceServerID=DATABASE)

    assert state_of(drs) == "STOPPED"
    assert drs.call("DescribeRecoverySnapshots", sourceServerID=DATABASE)["items"] == []


def test_replication_can_be_stopped_once(drs):
    drs.call("StopReplication", sourceServerID=DATABASE)

    assert code_of(drs, "StopReplication", sourceServerID=DATABASE) == "ConflictException"


def test_replication_that_is_started_again_syncs_from_the_beginning(drs):
    drs.call("StopReplication", sourceServerID=DATABASE)
    drs.call("StartReplication", sourceServerID=DATABASE)

    seen = [state_of(drs)]
    for seconds in (130, 1_900):
        drs.pass_time(seconds)
        seen.append(state_of(drs))

    assert seen == ["INITIATING", "INITIAL_SYNC", "CONTINUOUS"]
    assert len(drs.call("DescribeRecoverySnapshots", sourceServerID=DATABASE)["items"]) == 1


def test_replication_that_was_stopped_again_meanwhile_stays_stopped(drs):
    drs.call("StopReplication", sourceServerID=DATABASE)
    drs.call("StartReplication", sourceServerID=DATABASE)
    drs.call("StopReplication", sourceServerID=DATABASE)

    drs.pass_time(4_000)

    assert state_of(drs) == "STOPPED"


def test_only_stopped_replication_can_be_started(drs):
    assert code_of(drs, "StartReplication", sourceServerID=DATABASE) == "ConflictException"


def test_a_busy_server_cannot_be_stopped_disconnected_or_deleted(drs):
    drs.start(DATABASE)

    for operation in ("StopReplication", "DisconnectSourceServer", "DeleteSourceServer"):
        assert code_of(drs, operation, sourceServerID=DATABASE) == "ConflictException"


def test_a_server_with_a_recovery_instance_cannot_be_disconnected(drs):
    drs.launch(DATABASE)

    assert code_of(drs, "DisconnectSourceServer", sourceServerID=DATABASE) == "ConflictException"


def test_disconnecting_nullifies_lag_and_disks_at_once(drs):
    shown = drs.call("DisconnectSourceServer", sourceServerID=DATABASE)

    info = shown["dataReplicationInfo"]
    assert info["dataReplicationState"] == "DISCONNECTED"
    assert "lagDuration" not in info
    assert [disk["totalStorageBytes"] for disk in info["replicatedDisks"]] == [0]


def test_a_server_must_be_disconnected_before_it_is_deleted(drs):
    assert code_of(drs, "DeleteSourceServer", sourceServerID=DATABASE) == "ConflictException"

    drs.call("DisconnectSourceServer", sourceServerID=DATABASE)
    drs.call("DeleteSourceServer", sourceServerID=DATABASE)

    assert len(drs.call("DescribeSourceServers")["items"]) == 1


def test_the_launch_configuration_comes_from_the_inventory():
    launch = Launch(disposition="STOPPED", copy_private_ip=True, right_sizing="BASIC")
    drs = DrsUnderTest(server(launch=launch, hostname="db-1"))

    shown = drs.call("GetLaunchConfiguration", sourceServerID=DATABASE)

    assert shown["launchDisposition"] == "STOPPED"
    assert shown["copyPrivateIp"] is True
    assert shown["targetInstanceTypeRightSizingMethod"] == "BASIC"
    assert shown["name"] == "db-1"


def test_the_launch_template_of_a_server_stays_the_same(drs):
    first = drs.call("GetLaunchConfiguration", sourceServerID=DATABASE)["ec2LaunchTemplateID"]
    second = drs.call("GetLaunchConfiguration", sourceServerID=DATABASE)["ec2LaunchTemplateID"]

    assert first == second
    assert drs.ec2.templates[first]["InstanceType"] == "c5.large"


def test_an_update_changes_what_it_names_and_nothing_else(drs):
    before = drs.call("GetLaunchConfiguration", sourceServerID=DATABASE)

    after = drs.call("UpdateLaunchConfiguration", sourceServerID=DATABASE, copyPrivateIp=True)

    assert after == {**before, "copyPrivateIp": True}


def test_the_settings_of_a_busy_server_cannot_be_changed(drs):
    drs.start(DATABASE)

    params = {"sourceServerID": DATABASE, "copyPrivateIp": True}
    assert code_of(drs, "UpdateLaunchConfiguration", **params) == "ConflictException"


def test_the_replication_configuration_shows_the_three_rules_of_the_pit_policy(drs):
    shown = drs.call("GetReplicationConfiguration", sourceServerID=DATABASE)

    rules = [(r["units"], r["interval"], r["retentionDuration"]) for r in shown["pitPolicy"]]
    assert rules == [("MINUTE", 10, 60), ("HOUR", 1, 24), ("DAY", 1, 7)]


@pytest.mark.parametrize("operation", ["GetLaunchConfiguration", "GetReplicationConfiguration"])
def test_an_unknown_server_is_not_found(drs, operation):
    unknown = "s-00000000000000000"

    assert code_of(drs, operation, sourceServerID=unknown) == "ResourceNotFoundException"


def test_tags_are_added_overwritten_and_removed(drs):
    drs.call("TagResource", resourceArn=ARN, tags={"Role": "x", "Tier": "1"})
    drs.call("UntagResource", resourceArn=ARN, tagKeys=["Tier", "Unknown"])

    assert drs.call("ListTagsForResource", resourceArn=ARN)["tags"] == {"Role": "x"}


def test_jobs_and_recovery_instances_have_tags_too(drs):
    job = drs.launch(DATABASE, tags={"run": "7"})
    instance = drs.recovery_instances()[0]
    drs.call("TagResource", resourceArn=instance["arn"], tags={"kept": "yes"})

    assert drs.call("ListTagsForResource", resourceArn=job["arn"])["tags"] == {"run": "7"}
    assert drs.recovery_instances()[0]["tags"] == {"kept": "yes"}


def test_an_unknown_arn_is_not_found(drs):
    unknown = ARN.replace("us-west-2", "eu-west-1")

    assert code_of(drs, "ListTagsForResource", resourceArn=unknown) == "ResourceNotFoundException"


def test_the_fifty_first_tag_is_invalid(drs):
    tags = {f"k{number}": "" for number in range(50)}

    assert code_of(drs, "TagResource", resourceArn=ARN, tags=tags) == "ValidationException"


def test_an_inventory_with_mistakes_is_refused_with_all_of_them():
    wrong = server(replication=Replication(state="CONTINOUS"))

    with pytest.raises(ValueError, match=r"CONTINOUS.*source server twice") as caught:
        service(FakeWorld(wrong, server(DATABASE)))

    assert DATABASE in str(caught.value)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "P0D"),
        (45, "PT45S"),
        (90, "PT1M30S"),
        (178_332.136909, "P2DT1H32M12.136909S"),
        (86_400, "P1D"),
        (3_600.5, "PT1H0.5S"),
        (-1, "P0D"),
    ],
)
def test_durations_are_written_as_the_service_writes_them(seconds, text):
    assert duration(seconds) == text
