"""ListCommandInvocations (API reference, same name), by command or instance id."""

from typing import Any

from muster.embedded.aws.automation.automation import Automation
from muster.embedded.aws.automation.listing import page
from muster.embedded.aws.automation.run_command.commands import Command
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
        for instance in command.results
        if params.get("CommandId", command.command_id) == command.command_id
        and params.get("InstanceId", instance) == instance
    ]
    details = bool(params.get("Details"))
    return page(params, "CommandInvocations", found, lambda one: _view(*one, now, details=details))


def _view(command: Command, instance: str, now: float, *, details: bool) -> dict[str, Any]:
    status = command.status(instance, now)
    return {
        "CommandId": command.command_id,
        "InstanceId": instance,
        "DocumentName": command.document_name,
        "Comment": command.comment,
        "RequestedDateTime": time_of(command.sent),
        "Status": status,
        "StatusDetails": status,
        "CommandPlugins": [_plugin(command, instance, now)] if details else [],
    }


def _plugin(command: Command, instance: str, now: float) -> dict[str, Any]:
    result, over = command.results[instance], now >= command.ends
    status = command.status(instance, now)
    return {
        "Name": "aws:runShellScript",
        "Status": status,
        "StatusDetails": status,
        "ResponseCode": result.response_code if over else -1,
        "Output": result.output[:_MOST_OUTPUT] if over else "",
    }
