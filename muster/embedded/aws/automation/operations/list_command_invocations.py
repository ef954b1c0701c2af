"""ListCommandInvocations (API reference, same name), by command or instance id."""

from typing import Any

from muster.embedded.aws.automation.automation import Automation
from muster.embedded.aws.automation.listing import page
from muster.embedded.aws.automation.run_command.commands import Command, Invocation
from muster.embedded.aws.automation.views import time_of
from muster.embedded.aws.kit import Call

_MOST_OUTPUT = 2500


def handle(automation: Automation, call: Call) -> dict[str, Any]:
    """The invocations, the latest command first; with their plugins if `Details`."""
    params, now = call.params, automation.world.clock.now()
    commands = automation.ledger(call.account, call.region).commands.commands.values()
    found = [
        (command, instance)
        for command in reversed(commands)
        for instance in command.invocations
        if params.get("CommandId", command.command_id) == command.command_id
        and params.get("InstanceId", instance) == instance
    ]
    details = bool(params.get("Details"))
    return page(params, "CommandInvocations", found, lambda one: _view(*one, now, details=details))


def _view(command: Command, instance: str, now: float, *, details: bool) -> dict[str, Any]:
    invocation = command.invocations[instance]
    return {
        "CommandId": command.command_id,
        "InstanceId": instance,
        "DocumentName": command.document_name,
        "Comment": command.comment,
        "RequestedDateTime": time_of(command.sent),
        "Status": invocation.status(now),
        "StatusDetails": invocation.details(now),
        "CommandPlugins": [_plugin(invocation, now)] if details else [],
    }


def _plugin(invocation: Invocation, now: float) -> dict[str, Any]:
    return {
        "Name": "aws:runShellScript",
        "Status": invocation.status(now),
        "StatusDetails": invocation.details(now),
        "ResponseCode": invocation.response_code(now),
        "Output": invocation.output(now, _MOST_OUTPUT),
    }
