"""The embedded DRS as boto3 meets it: typed errors, validation, statuses, paginators, real EC2."""

import pytest
from botocore.exceptions import ClientError
from fakes.drs_world import ACCOUNT, DATABASE, REGION, REPLICA, START, server

from muster.embedded.aws.seeds import Inventory, Launch
from muster.embedded.aws.world import World

AUTOMATION = f"arn:aws:sts::{ACCOUNT}:assumed-role/muster-automation/Automation-1"
SUBNET = "172.31.80.0/24"
SPARE = [f"s-{number:017x}" for number in range(20)]


@pytest.fixture
def world():
    servers = (
        server(DATABASE, launch=Launch(subnet=SUBNET)),
        server(REPLICA, recovery_instance="live"),
        *map(server, SPARE),
    )
    with World(Inventory(account=ACCOUNT, region=REGION, servers=servers), start=START) as world:
        yield world


@pytest.fixture
def drs(world):
    return world.client("drs", principal=AUTOMATION, region=REGION)


@pytest.fixture
def ec2(world):
    return world.client("ec2", principal=AUTOMATION, region=REGION)


def launch(world, drs, *server_ids, **params):
    wanted = [{"sourceServerID": one} for one in server_ids]
    job = drs.start_recovery(sourceServers=wanted, **params)["job"]
    world.clock.advance_to(world.clock.now() + 900)
    return drs.describe_jobs(filters={"jobIDs": [job["jobID"]]})["items"][0]


def state_in_ec2(ec2, instance_id):
    found = ec2.describe_instances(InstanceIds=[instance_id])["Reservations"][0]["Instances"][0]
    return found["State"]["Name"]


def subnet_of(ec2, instance_id):
    found = ec2.describe_instances(InstanceIds=[instance_id])["Reservations"][0]["Instances"][0]
    return ec2.describe_subnets(SubnetIds=[found["SubnetId"]])["Subnets"][0]["CidrBlock"]


def test_the_launch_template_names_the_subnet_of_the_inventory(world, drs, ec2):
    shown = drs.get_launch_configuration(sourceServerID=DATABASE)
    template = ec2.describe_launch_template_versions(
        LaunchTemplateId=shown["ec2LaunchTemplateID"], Versions=["$Default"]
    )["LaunchTemplateVersions"][0]["LaunchTemplateData"]

    named = template["NetworkInterfaces"][0]["SubnetId"]
    found = ec2.describe_subnets(SubnetIds=[named])["Subnets"][0]

    assert found["CidrBlock"] == SUBNET


def test_a_launch_lands_in_the_subnet_even_if_nobody_looked_at_its_template(world, drs, ec2):
    job = launch(world, drs, DATABASE)

    assert job["participatingServers"][0]["launchStatus"] == "LAUNCHED"
    (instance,) = [
        one["ec2InstanceID"]
        for one in drs.describe_recovery_instances(filters={})["items"]
        if one["sourceServerID"] == DATABASE
    ]
    assert subnet_of(ec2, instance) == SUBNET


def test_start_recovery_answers_202(drs):
    answer = drs.start_recovery(sourceServers=[{"sourceServerID": DATABASE}])

    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 202


def test_a_conflict_arrives_typed_with_its_members(drs):
    wanted = [{"sourceServerID": DATABASE}]
    drs.start_recovery(sourceServers=wanted)

    with pytest.raises(drs.exceptions.ConflictException) as caught:
        drs.start_recovery(sourceServers=wanted)

    assert caught.value.response["resourceId"] == DATABASE
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 409


def test_an_exceeded_quota_arrives_typed_with_status_402(drs):
    for one in SPARE:
        drs.start_recovery(sourceServers=[{"sourceServerID": one}])

    with pytest.raises(drs.exceptions.ServiceQuotaExceededException) as caught:
        drs.start_recovery(sourceServers=[{"sourceServerID": DATABASE}])

    assert caught.value.response["quotaCode"] == "L-D88FAC3A"
    assert caught.value.response["serviceCode"] == "drs"
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 402


def test_a_malformed_id_is_refused_before_any_handler(drs):
    with pytest.raises(ClientError, match="failed to satisfy constraint") as caught:
        drs.start_recovery(sourceServers=[{"sourceServerID": "s-51d6b65c7339191_f"}])

    assert caught.value.response["Error"]["Code"] == "ValidationException"


def test_an_operation_that_is_not_built_says_so(drs):
    with pytest.raises(ClientError) as caught:
        drs.reverse_replication(recoveryInstanceID="i-12345678")

    assert caught.value.response["Error"]["Code"] == "NotImplementedException"


def paginated(drs, operation, member, **params):
    pages = drs.get_paginator(operation).paginate(PaginationConfig={"PageSize": 2}, **params)
    return [item[member] for page in pages for item in page["items"]]


def test_the_paginators_of_boto3_see_everything_once(world, drs):
    job = launch(world, drs, DATABASE, *SPARE[:3])

    servers = paginated(drs, "describe_source_servers", "sourceServerID")
    instances = paginated(drs, "describe_recovery_instances", "recoveryInstanceID")
    points = paginated(drs, "describe_recovery_snapshots", "snapshotID", sourceServerID=DATABASE)

    assert sorted(servers) == sorted([DATABASE, REPLICA, *SPARE])
    assert len(set(instances)) == len(instances) == 5
    assert len(set(points)) == len(points) > 30
    assert paginated(drs, "describe_jobs", "jobID") == [job["jobID"]]


def test_the_log_of_a_job_is_read_page_by_page_to_its_end(world, drs):
    job = launch(world, drs, DATABASE, *SPARE[:3])

    events = paginated(drs, "describe_job_log_items", "event", jobID=job["jobID"])

    assert len(events) == 2 + 6 * 4
    assert events.count("LAUNCH_END") == 4
    assert events[-1] == "JOB_END"


def test_a_recovery_instance_exists_in_ec2_with_the_tags_of_drs(world, drs, ec2):
    job = launch(world, drs, DATABASE, isDrill=True)

    shown = drs.describe_recovery_instances(filters={"sourceServerIDs": [DATABASE]})["items"][0]

    found = ec2.describe_instances(InstanceIds=[shown["ec2InstanceID"]])["Reservations"][0]
    tags = {tag["Key"]: tag["Value"] for tag in found["Instances"][0]["Tags"]}
    assert found["Instances"][0]["State"]["Name"] == "running"
    assert found["Instances"][0]["InstanceType"] == "c5.large"
    assert tags["AWSElasticDisasterRecoverySourceServerID"] == DATABASE
    assert tags["drs.amazonaws.com-job"] == job["jobID"]


def test_a_live_instance_of_the_inventory_runs_from_the_beginning_and_a_drill_destroys_it(
    world, drs, ec2
):
    before = drs.describe_recovery_instances(filters={"sourceServerIDs": [REPLICA]})["items"][0]
    assert before["isDrill"] is False
    assert state_in_ec2(ec2, before["ec2InstanceID"]) == "running"

    launch(world, drs, REPLICA, isDrill=True)

    after = drs.describe_recovery_instances(filters={"sourceServerIDs": [REPLICA]})["items"]
    assert state_in_ec2(ec2, before["ec2InstanceID"]) == "terminated"
    assert [one["isDrill"] for one in after] == [True]


def test_ec2_termination_protection_is_the_defence(world, drs, ec2):
    live = drs.describe_recovery_instances(filters={"sourceServerIDs": [REPLICA]})["items"][0]
    protected = {"Value": True}
    ec2.modify_instance_attribute(InstanceId=live["ec2InstanceID"], DisableApiTermination=protected)

    launch(world, drs, REPLICA, isDrill=True)

    assert state_in_ec2(ec2, live["ec2InstanceID"]) == "running"


def test_terminating_through_ec2_shows_in_drs(world, drs, ec2):
    launch(world, drs, DATABASE)
    filters = {"sourceServerIDs": [DATABASE]}
    instance = drs.describe_recovery_instances(filters=filters)["items"][0]["ec2InstanceID"]

    ec2.terminate_instances(InstanceIds=[instance])

    (shown,) = drs.describe_recovery_instances(filters=filters)["items"]
    assert shown["ec2InstanceState"] == "TERMINATED"


def test_terminating_through_drs_shows_in_ec2(world, drs, ec2):
    launch(world, drs, DATABASE)
    filters = {"sourceServerIDs": [DATABASE]}
    instance = drs.describe_recovery_instances(filters=filters)["items"][0]["ec2InstanceID"]

    job = drs.terminate_recovery_instances(recoveryInstanceIDs=[instance])["job"]
    world.clock.advance_to(world.clock.now() + 120)

    done = drs.describe_jobs(filters={"jobIDs": [job["jobID"]]})["items"][0]
    assert done["participatingServers"][0]["launchStatus"] == "TERMINATED"
    assert state_in_ec2(ec2, instance) == "terminated"
    assert drs.describe_recovery_instances(filters=filters)["items"] == []


def test_a_default_version_with_a_subnet_places_the_instance_there(world, drs, ec2):
    subnet = ec2.describe_subnets()["Subnets"][1]["SubnetId"]
    template = drs.get_launch_configuration(sourceServerID=DATABASE)["ec2LaunchTemplateID"]
    interfaces = [{"DeviceIndex": 0, "SubnetId": subnet, "AssociatePublicIpAddress": False}]
    version = ec2.create_launch_template_version(
        LaunchTemplateId=template,
        SourceVersion="1",
        LaunchTemplateData={"NetworkInterfaces": interfaces},
    )["LaunchTemplateVersion"]["VersionNumber"]
    ec2.modify_launch_template(LaunchTemplateId=template, DefaultVersion=str(version))

    launch(world, drs, DATABASE, isDrill=True)

    shown = drs.describe_recovery_instances(filters={"sourceServerIDs": [DATABASE]})["items"][0]
    found = ec2.describe_instances(InstanceIds=[shown["ec2InstanceID"]])["Reservations"][0]
    assert found["Instances"][0]["SubnetId"] == subnet


def test_the_journal_shows_drs_acting_with_the_callers_rights(world, drs):
    launch(world, drs, DATABASE)

    runs = [entry for entry in world.journal if entry.name == "ec2:RunInstances"]

    assert runs[-1].principal.arn == AUTOMATION
    assert runs[0].principal.arn.endswith("/drs")


def test_the_launch_result_reaches_the_default_event_bus(world, drs):
    events = world.client("events", principal=AUTOMATION, region=REGION)
    sqs = world.client("sqs", principal=AUTOMATION, region=REGION)
    queue = sqs.create_queue(QueueName="q")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]
    events.put_rule(Name="launches", EventPattern='{"source": ["aws.drs"]}')
    events.put_targets(Rule="launches", Targets=[{"Id": "q", "Arn": arn["QueueArn"]}])

    launch(world, drs, DATABASE, isDrill=True)

    messages = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10)["Messages"]
    assert len(messages) == 1
    assert '"is-drill": "TRUE"' in messages[0]["Body"]
    assert '"RECOVERY_LAUNCH_SUCCEEDED"' in messages[0]["Body"]
