"""The EC2 launch template that DRS keeps for each source server.

userguide/ec2-launch: one template a server, made when the agent is installed; the DEFAULT version
counts; a deleted template is made again. Here it is made when somebody first looks at the launch
configuration, which nobody can tell from the outside.

When a job reads the template is undocumented; here at LAUNCH_START, the latest moment possible, so
that a client that takes its override back too early is caught.
"""

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from muster.embedded.aws.drs.resources import SourceServer
from muster.embedded.aws.drs.target import Target

MANAGED = "AWSElasticDisasterRecoveryManaged"
SOURCE_SERVER = "AWSElasticDisasterRecoverySourceServerID"
DEFAULT_VERSION = "$Default"
GONE = "InvalidLaunchTemplateId.NotFound"
NAMED_AGAIN = (
    "InstanceType",
    "NetworkInterfaces",
    "SecurityGroupIds",
    "Placement",
    "IamInstanceProfile",
)


def ensure(target: Target, server: SourceServer, principal: str) -> str:
    """The id of the server's launch template, made with `principal`'s permissions if need be."""
    if server.launch_template_id is None or not _exists(target, server, principal):
        server.launch_template_id = _create(target, server, principal)
    return server.launch_template_id


def run_parameters(target: Target, server: SourceServer, principal: str) -> Mapping[str, Any]:
    """What RunInstances takes from the default version, beside tags; raises `ClientError`.

    Type and placement are named again because moto reads only a part of a template.
    """
    if server.launch_template_id is None and not server.subnet:
        return {"InstanceType": server.machine.instance_type}
    template_id = ensure(target, server, principal)
    found = _default_version(target, template_id, principal)
    template = {"LaunchTemplateId": template_id, "Version": DEFAULT_VERSION}
    return {
        "LaunchTemplate": template,
        **{name: found[name] for name in NAMED_AGAIN if found.get(name)},
    }


def tags(server: SourceServer) -> dict[str, str]:
    """The tags that DRS puts on what it makes for a source server (seen on real templates)."""
    return {
        "Name": server.tags.get("Name", server.machine.hostname),
        MANAGED: "drs.amazonaws.com",
        SOURCE_SERVER: server.id,
    }


def specification(resource_type: str, of: Mapping[str, str]) -> dict[str, Any]:
    """Tags in the form of EC2's `TagSpecifications`."""
    return {
        "ResourceType": resource_type,
        "Tags": [{"Key": key, "Value": value} for key, value in of.items()],
    }


def _create(target: Target, server: SourceServer, principal: str) -> str:
    mine = tags(server)
    answer = target.ec2(principal).create_launch_template(
        LaunchTemplateName=f"{server.id}-{target.world.new_id(8)}",
        LaunchTemplateData={
            "InstanceType": server.machine.instance_type,
            "TagSpecifications": [specification(kind, mine) for kind in ("instance", "volume")],
            **_placement(target, server, principal),
        },
        TagSpecifications=[specification("launch-template", mine)],
    )
    return str(answer["LaunchTemplate"]["LaunchTemplateId"])


def _placement(target: Target, server: SourceServer, principal: str) -> dict[str, Any]:
    if not server.subnet:
        return {}
    subnet = _subnet(target, server.subnet, principal)
    return {"NetworkInterfaces": [{"DeviceIndex": 0, "SubnetId": subnet}]}


def _subnet(target: Target, cidr: str, principal: str) -> str:
    """The subnet with this CIDR block in the default VPC."""
    asked = {"Filters": [{"Name": "cidr-block", "Values": [cidr]}]}
    known = target.ec2(principal).describe_subnets(**asked)["Subnets"]
    return str(known[0]["SubnetId"]) if known else _made_subnet(target, cidr)


def _made_subnet(target: Target, cidr: str) -> str:
    """The ground on which the world stands is nothing that DRS makes for its caller."""
    ec2 = target.ec2(f"arn:aws:iam::{target.account}:root")
    vpc = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"][0]
    return str(ec2.create_subnet(VpcId=vpc["VpcId"], CidrBlock=cidr)["Subnet"]["SubnetId"])


def _default_version(target: Target, template_id: str, principal: str) -> dict[str, Any]:
    answer = target.ec2(principal).describe_launch_template_versions(
        LaunchTemplateId=template_id, Versions=[DEFAULT_VERSION]
    )
    found: dict[str, Any] = answer["LaunchTemplateVersions"][0]["LaunchTemplateData"]
    return found


def _exists(target: Target, server: SourceServer, principal: str) -> bool:
    """Of a template that is gone EC2 says so, and moto says nothing."""
    try:
        answer = target.ec2(principal).describe_launch_templates(
            LaunchTemplateIds=[server.launch_template_id]
        )
    except ClientError as error:
        if error.response["Error"]["Code"] == GONE:
            return False
        raise
    return bool(answer["LaunchTemplates"])
