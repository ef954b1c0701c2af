"""SendCommand (API reference, same name): play a command on managed instances."""

from typing import Any

from muster.embedded.aws.automation.automation import Automation
from muster.embedded.aws.automation.run_command.commands import (
    NOT_DELIVERED,
    Command,
    Invocation,
)
from muster.embedded.aws.automation.run_command.instances import managed_instances
from muster.embedded.aws.automation.settings import CommandResult
from muster.embedded.aws.automation.views import time_of
from muster.embedded.aws.kit import AwsError, Call

DELIVERY_SECONDS = 3600


def handle(automation: Automation, call: Call) -> dict[str, Any]:
    """Send it. `AwsError` InvalidInstanceId if one of the ids is not managed."""
    params = call.params
    instances = _reached(automation, call)
    command = Command(
        command_id=automation.world.new_uuid(),
        document_name=params["DocumentName"].rpartition("/")[2],
        comment=params.get("Comment", ""),
        parameters=params.get("Parameters") or {},
        sent=automation.world.clock.now(),
        invocations={one: _invocation(automation, call, one) for one in instances},
    )
    log = automation.ledger(call.account, call.region).commands
    return {"Command": _view(log.add(command), call)}


def _invocation(automation: Automation, call: Call, instance: str) -> Invocation:
    """Played by the fault script or by the settings; not at all, if no agent answers."""
    world, settings, now = automation.world, automation.settings, automation.world.clock.now()
    if world.faults.agent(instance) != "Online":
        return Invocation(NOT_DELIVERED, now + call.params.get("TimeoutSeconds", DELIVERY_SECONDS))
    name, parameters = call.params["DocumentName"], call.params.get("Parameters") or {}
    result = world.faults.command_result(name, instance)
    if result is None and settings.commands is not None:
        result = settings.commands(name, instance, parameters)
    return Invocation(result or CommandResult(), now + settings.command_seconds)


def _reached(automation: Automation, call: Call) -> list[str]:
    ids = list(call.params.get("InstanceIds") or ())
    found = managed_instances(
        automation.world,
        call.account,
        call.region,
        ids=ids,
        targets=call.params.get("Targets") or (),
    )
    reached = [instance["InstanceId"] for instance in found]
    missing = [instance for instance in ids if instance not in reached]
    if missing:
        text = f"Instances [[{', '.join(missing)}]] not in a valid state for account {call.account}"
        raise AwsError("InvalidInstanceId", text)
    return ids or reached


def _view(command: Command, call: Call) -> dict[str, Any]:
    timeout = call.params.get("TimeoutSeconds", DELIVERY_SECONDS)
    return {
        "CommandId": command.command_id,
        "DocumentName": command.document_name,
        "Comment": command.comment,
        "Parameters": {name: list(values) for name, values in command.parameters.items()},
        "InstanceIds": list(call.params.get("InstanceIds") or ()),
        "Targets": list(call.params.get("Targets") or ()),
        "RequestedDateTime": time_of(command.sent),
        "ExpiresAfter": time_of(command.sent + timeout),
        "Status": "Pending",
        "StatusDetails": "Pending",
        "TimeoutSeconds": timeout,
        "TargetCount": len(command.invocations),
        "CompletedCount": 0,
        "ErrorCount": 0,
        "DeliveryTimedOutCount": 0,
    }
