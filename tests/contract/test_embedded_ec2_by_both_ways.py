"""What moto's EC2 answers is the same by the short way, without HTTP and XML, as by wire."""

import pytest
from both_ways import by_both_ways, errors

from muster.embedded.aws.short_way import motos

TAGS = [{"Key": "Name", "Value": "db 1 <&> ü"}, {"Key": "empty", "Value": ""}]
ODD_TAGS = [{"Key": "note", "Value": "first line\nsecond\tline\r\n"}]
DATA = {
    "InstanceType": "t3.small",
    "TagSpecifications": [{"ResourceType": "instance", "Tags": TAGS}],
    "NetworkInterfaces": [{"DeviceIndex": 0, "Groups": ["sg-1"], "DeleteOnTermination": True}],
}
INSTANCES = {
    "ImageId": "ami-0d25000000000d125",
    "MinCount": 2,
    "MaxCount": 2,
    "InstanceType": "t3.small",
    "ClientToken": "token",
}


def specification(kind, tags):
    return [{"ResourceType": kind, "Tags": tags}]


def calls(answers):
    """What is asked, one call after the other; `answers` are those given so far, by operation."""
    yield from of_places(answers)
    yield from of_launch_templates()
    yield from of_instances(answers)


def of_places(answers):
    yield "describe_vpcs", {"Filters": [{"Name": "is-default", "Values": ["true"]}]}
    vpc = answers["describe_vpcs"]["Vpcs"][0]["VpcId"]
    yield "create_subnet", {"VpcId": vpc, "CidrBlock": "172.31.200.0/24"}
    yield "create_subnet", {"VpcId": vpc, "CidrBlock": "10.0.0.0/24"}
    yield "describe_subnets", {}
    yield "describe_instance_types", {"InstanceTypes": ["t3.small", "m5.large", "c7g.medium"]}
    yield "describe_instance_types", {"InstanceTypes": ["t3.unheard-of"]}
    offered = [{"Name": "instance-type", "Values": ["t3.small"]}]
    yield "describe_instance_type_offerings", {"LocationType": "region", "Filters": offered}


def of_launch_templates():
    for name, tags in (("plain", TAGS), ("odd", ODD_TAGS)):
        named = {"LaunchTemplateName": name, "LaunchTemplateData": DATA}
        named["ClientToken"] = f"token-{name}"
        tagged = {"TagSpecifications": specification("launch-template", tags)}
        yield "create_launch_template", named | tagged
    yield "create_launch_template", {**named, "LaunchTemplateName": "plain"}
    yield "describe_launch_templates", {"LaunchTemplateNames": ["plain", "odd"]}
    yield "describe_launch_templates", {"LaunchTemplateIds": ["lt-1"]}
    yield "describe_launch_template_versions", {"LaunchTemplateName": "plain"}


def of_instances(answers):
    for tags in (TAGS, ODD_TAGS):
        tagged = {"TagSpecifications": specification("instance", tags)}
        yield "run_instances", INSTANCES | tagged
    yield "run_instances", INSTANCES | {"UserData": "#!/bin/sh", "ClientToken": "c"}
    yield "run_instances", INSTANCES | {"ImageId": "ami-1", "ClientToken": "d"}
    ids = [one["InstanceId"] for one in answers["run_instances"]["Instances"]]
    yield "describe_instances", {}
    yield "describe_instances", {"InstanceIds": ids}
    yield "describe_instances", {"InstanceIds": ["i-51d6b65c73391918f"]}
    yield "describe_instances", {"Filters": [{"Name": "tag:Name", "Values": ["nobody"]}]}
    yield "describe_instances", {"MaxResults": 5}
    yield "stop_instances", {"InstanceIds": ids[:1]}
    yield "terminate_instances", {"InstanceIds": ids[1:]}
    yield "terminate_instances", {"InstanceIds": ["i-51d6b65c73391918f"]}
    yield "describe_instances", {"InstanceIds": ids}


@pytest.fixture(scope="module")
def both():
    return by_both_ways("ec2", calls)


def test_every_answer_of_ec2_is_the_same_by_both_ways(both):
    (short, _), (wire, _) = both

    for one, other in zip(short, wire, strict=True):
        assert one == other


def test_the_journal_is_the_same_by_both_ways(both):
    (_, short), (_, wire) = both

    assert short == wire


def test_all_that_goes_the_short_way_was_asked_and_some_of_it_refused(both):
    (told, journal), _ = both

    asked = {name.removeprefix("ec2:") for name, _, _ in journal}
    assert asked - {"RegisterImage"} == set(motos.OPERATIONS["ec2"])
    assert errors(told) == {
        "InvalidInstanceID.NotFound",
        "InvalidInstanceType",
        "InvalidLaunchTemplateName.AlreadyExistsException",
        "InvalidSubnet.Range",
    }
