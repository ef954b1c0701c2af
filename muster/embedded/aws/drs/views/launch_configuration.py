"""The shape `LaunchConfiguration`."""

from typing import Any

from muster.embedded.aws.drs.resources import SourceServer


def launch_configuration(server: SourceServer) -> dict[str, Any]:
    """How the server will be launched, with its EC2 launch template."""
    return {
        **server.launch_configuration,
        "sourceServerID": server.id,
        "ec2LaunchTemplateID": server.launch_template_id,
    }
