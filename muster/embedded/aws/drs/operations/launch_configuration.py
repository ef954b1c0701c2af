"""The launch configuration of a source server."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.drs import errors, launch_templates
from muster.embedded.aws.drs.seed import service_linked_role
from muster.embedded.aws.drs.target import Target
from muster.embedded.aws.drs.views.launch_configuration import launch_configuration
from muster.embedded.aws.kit import Call


def get(target: Target, call: Call) -> Mapping[str, Any]:
    """API_GetLaunchConfiguration. The EC2 launch template is made when first looked at.

    DRS makes it when the agent is installed (userguide/ec2-launch); nobody can tell the difference
    but by listing templates in EC2 first.
    """
    server = target.server(call.params["sourceServerID"])
    launch_templates.ensure(target, server, service_linked_role(target))
    return launch_configuration(server)


def update(target: Target, call: Call) -> Mapping[str, Any]:
    """API_UpdateLaunchConfiguration: what the call names changes, the rest stays.

    A job on the server is a conflict (inferred from the modelled error).
    """
    server = target.server(call.params["sourceServerID"])
    if target.is_busy(server.id):
        raise errors.busy("SourceServer", server.id)
    changes = {name: value for name, value in call.params.items() if name != "sourceServerID"}
    server.launch_configuration.update(changes)
    return get(target, call)
