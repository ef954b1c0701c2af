"""What a launch does to EC2, to the previous instance and to EventBridge, and how it fails."""

import pytest
from fakes.drs_world import ACCOUNT, CALLER, DATABASE, REGION, REPLICA, DrsUnderTest, server

from muster.embedded.aws.context import LaunchFailure
from muster.embedded.aws.seeds import Launch


@pytest.fixture
def drs():
    return DrsUnderTest(server(DATABASE, tags={"Role": "db"}), server(REPLICA))


def the_instance(drs):
    (instance,) = drs.ec2.instances.values()
    return instance


def tags_of(instance):
    (specification,) = instance["TagSpecifications"]
    return {tag["Key"]: tag["Value"] for tag in specification["Tags"]}


def test_the_recovery_instance_is_a_running_ec2_instance(drs):
    job = drs.launch(DATABASE, isDrill=True)

    (shown,) = drs.recovery_instances()

    assert shown["ec2InstanceID"] in drs.ec2.instances
    assert shown["ec2InstanceState"] == "RUNNING"
    assert shown["jobID"] == job["jobID"]
    assert shown["sourceServerID"] == DATABASE
    assert shown["isDrill"] is True


def test_ec2_is_called_as_the_caller_of_start_recovery(drs):
    drs.launch(DATABASE)

    assert ("run_instances", CALLER) in drs.ec2.calls
    assert {principal for _, principal in drs.ec2.calls} == {CALLER}


def test_the_instance_is_tagged_as_drs_tags_it(drs):
    job = drs.launch(DATABASE)

    tags = tags_of(the_instance(drs))

    assert tags["AWSElasticDisasterRecoveryManaged"] == "drs.amazonaws.com"
    assert tags["AWSElasticDisasterRecoverySourceServerID"] == DATABASE
    assert tags["drs.amazonaws.com-job"] == job["jobID"]
    assert tags["Role"] == "db"


def test_without_copy_tags_the_source_servers_tags_stay_behind():
    drs = DrsUnderTest(server(tags={"Role": "db"}, launch=Launch(copy_tags=False)))
    drs.launch()

    assert "Role" not in tags_of(the_instance(drs))


def test_the_disposition_stopped_leaves_a_stopped_instance():
    drs = DrsUnderTest(server(launch=Launch(disposition="STOPPED")))
    job = drs.launch()

    assert drs.recovery_instances()[0]["ec2InstanceState"] == "STOPPED"
    assert job["participatingServers"][0]["launchStatus"] == "LAUNCHED"


def test_an_instance_that_cannot_be_stopped_fails_the_launch_and_is_not_lost():
    drs = DrsUnderTest(server(launch=Launch(disposition="STOPPED")))
    drs.ec2.cannot_stop = True

    job = drs.launch()

    assert job["participatingServers"][0]["launchStatus"] == "FAILED"
    assert drs.recovery_instances()[0]["ec2InstanceState"] == "RUNNING"


def test_the_default_version_of_the_launch_template_places_the_instance(drs):
    shown = drs.call("GetLaunchConfiguration", sourceServerID=DATABASE)
    template = shown["ec2LaunchTemplateID"]
    isolated = [{"DeviceIndex": 0, "SubnetId": "subnet-1", "Groups": ["sg-1"]}]
    drs.ec2.templates[template]["NetworkInterfaces"] = isolated

    drs.launch(DATABASE)

    assert the_instance(drs)["NetworkInterfaces"] == isolated
    assert the_instance(drs)["LaunchTemplate"]["LaunchTemplateId"] == template


def test_a_deleted_launch_template_is_made_again(drs):
    first = drs.call("GetLaunchConfiguration", sourceServerID=DATABASE)["ec2LaunchTemplateID"]
    drs.ec2.templates.clear()

    drs.launch(DATABASE)

    assert the_instance(drs)["LaunchTemplate"]["LaunchTemplateId"] != first


@pytest.mark.parametrize("recovery_instance", ["live", "drill"])
def test_a_new_launch_terminates_the_previous_instance_drill_or_live(recovery_instance):
    drs = DrsUnderTest(server(recovery_instance=recovery_instance))
    previous = drs.source_server()["recoveryInstanceId"]

    job = drs.launch(isDrill=True)

    assert drs.ec2.instances[previous]["State"] == "terminated"
    (left,) = drs.recovery_instances()
    assert left["recoveryInstanceID"] != previous
    assert drs.source_server()["recoveryInstanceId"] == left["recoveryInstanceID"]
    assert drs.events_of(job["jobID"])[:4] == [
        "JOB_START",
        "CLEANUP_START",
        "CLEANUP_END",
        "SNAPSHOT_START",
    ]


def test_even_an_instance_that_drs_has_forgotten_is_terminated(drs):
    drs.launch(DATABASE)
    instance = drs.recovery_instances()[0]["recoveryInstanceID"]
    drs.call("DisconnectRecoveryInstance", recoveryInstanceID=instance)
    drs.call("DeleteRecoveryInstance", recoveryInstanceID=instance)
    assert drs.recovery_instances() == []

    drs.launch(DATABASE)

    assert drs.ec2.instances[instance]["State"] == "terminated"


def test_termination_protection_saves_the_previous_instance(drs):
    drs.launch(DATABASE)
    previous = drs.recovery_instances()[0]["recoveryInstanceID"]
    drs.ec2.protected.add(previous)

    job = drs.launch(DATABASE)

    assert drs.ec2.instances[previous]["State"] == "running"
    (failed,) = [item for item in drs.log(job["jobID"]) if item["event"] == "CLEANUP_FAIL"]
    assert "OperationNotPermitted" in failed["eventData"]["rawError"]
    assert job["participatingServers"][0]["launchStatus"] == "LAUNCHED"


@pytest.mark.parametrize(
    ("stage", "event", "instances"),
    [
        ("launch", "LAUNCH_FAILED", 0),
        ("conversion", "CONVERSION_FAIL", 0),
        ("post-launch", "LAUNCH_FAILED", 1),
    ],
)
def test_a_scripted_failure_ends_the_launch_at_its_stage(drs, stage, event, instances):
    drs.faults.failures[DATABASE] = LaunchFailure(stage, "as told")

    job = drs.launch(DATABASE)

    last = drs.log(job["jobID"])[-2]
    assert last["event"] == event
    assert last["eventData"] == {"sourceServerID": DATABASE, "rawError": "as told"}
    assert job["participatingServers"][0]["launchStatus"] == "FAILED"
    assert len(drs.recovery_instances()) == instances


def test_a_fault_script_is_asked_once_a_launch(drs):
    drs.launch(DATABASE, REPLICA)

    assert sorted(drs.faults.asked) == [DATABASE, REPLICA]


def test_what_ec2_refuses_is_the_raw_error(drs):
    drs.ec2.refuses = "UnauthorizedOperation"

    job = drs.launch(DATABASE)

    last = drs.log(job["jobID"])[-2]
    assert last["eventData"]["rawError"] == "UnauthorizedOperation: as told"
    assert drs.source_server()["lastLaunchResult"] == "FAILED"
    assert drs.source_server()["lifeCycle"]["lastLaunch"]["status"] == "FAILED"


def test_a_launch_succeeds_again_after_a_failed_one(drs):
    drs.faults.failures[DATABASE] = LaunchFailure("launch", "InsufficientInstanceCapacity")
    drs.launch(DATABASE)
    drs.faults.failures.clear()

    job = drs.launch(DATABASE)

    assert job["participatingServers"][0]["launchStatus"] == "LAUNCHED"
    assert drs.source_server()["lastLaunchResult"] == "SUCCEEDED"


def test_the_recovery_mode_fast_skips_the_conversion(drs):
    drs.call("UpdateLaunchConfiguration", sourceServerID=DATABASE, recoveryMode="FAST")

    job = drs.launch(DATABASE)

    assert not [e for e in drs.events_of(job["jobID"]) if e.startswith("CONVERSION")]


def test_without_a_conversion_its_misfortune_befalls_the_launch(drs):
    drs.call("UpdateLaunchConfiguration", sourceServerID=DATABASE, recoveryMode="FAST")
    drs.faults.failures[DATABASE] = LaunchFailure("conversion", "Conversion server did not boot")

    job = drs.launch(DATABASE)

    assert drs.events_of(job["jobID"])[-2] == "LAUNCH_FAILED"


def test_windows_takes_the_longer_conversion():
    drs = DrsUnderTest(server(os="Microsoft Windows Server 2022 Datacenter"))
    job_id = drs.start()

    drs.pass_time(900)

    assert drs.job(job_id)["status"] == "STARTED"


def test_the_launch_result_is_told_once_a_server_as_documented(drs):
    drs.faults.failures[REPLICA] = LaunchFailure("launch", "InsufficientInstanceCapacity")
    job = drs.launch(DATABASE, REPLICA, isDrill=True)

    told = {event["resources"][0][-19:]: event for event in drs.world.events}

    assert len(drs.world.events) == 2
    assert {name: value for name, value in told[DATABASE].items() if name != "at"} == {
        "account": ACCOUNT,
        "region": REGION,
        "source": "aws.drs",
        "detail_type": "DRS Source Server Launch Result",
        "detail": {
            "state": "RECOVERY_LAUNCH_SUCCEEDED",
            "job-id": job["jobID"],
            "is-drill": "TRUE",
        },
        "resources": [f"arn:aws:drs:{REGION}:{ACCOUNT}:source-server/{DATABASE}"],
    }
    assert told[REPLICA]["detail"]["state"] == "RECOVERY_LAUNCH_FAILED"


def test_a_recoverys_result_is_told_with_is_drill_as_the_string_false(drs):
    drs.launch(DATABASE)

    assert drs.world.events[0]["detail"]["is-drill"] == "FALSE"
