"""The EC2 launch template that DRS keeps for each source server.

userguide/ec2-launch: one template a server, the DEFAULT version counts, a deleted template is made
again. When a job reads it is undocumented; here at LAUNCH_START, the latest moment possible, so
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
GONE = frozenset({"InvalidLaunchTemplateId.NotFound", "InvalidLaunchTemplateId.NotFoundException"})
PLACEMENT = ("NetworkInterfaces", "SecurityGroupIds", "Placement")


def ensure(target: Target, server: SourceServer, principal: str) -> str:
    """The id of the server's launch template, made with `principal`'s permissions if need be."""
    if server.launch_template_id is None:
        server.launch_template_id = _create(target, server, principal)
    return server.launch_template_id


def placement(target: Target, server: SourceServer, principal: str) -> Mapping[str, Any]:
    """Where the default version puts the instance: `NetworkInterfaces` and the like, if it says so.

    Makes the template anew where somebody deleted it.
    """
    if server.launch_template_id is None:
        ensure(target, server, principal)
        return {}
    try:
        data = _default_version(target, server.launch_template_id, principal)
    except ClientError as error:
        if error.response["Error"]["Code"] not in GONE:
            raise
        server.launch_template_id = _create(target, server, principal)
        return {}
    return {name: data[name] for name in PLACEMENT if data.get(name)}


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
        },
        TagSpecifications=[specification("launch-template", mine)],
    )
    return str(answer["LaunchTemplate"]["LaunchTemplateId"])


def _default_version(target: Target, template_id: str, principal: str) -> dict[str, Any]:
    answer = target.ec2(principal).describe_launch_template_versions(
        LaunchTemplateId=template_id, Versions=[DEFAULT_VERSION]
    )
    data: dict[str, Any] = answer["LaunchTemplateVersions"][0]["LaunchTemplateData"]
    return data
