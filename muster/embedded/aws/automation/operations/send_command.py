"""SendCommand (API reference, same name): play a command on the instances that run."""

from typing import Any

from muster.embedded.aws.automation.automation import Automation
from muster.embedded.aws.automation.run_command.commands import Command
from muster.embedded.aws.automation.run_command.instances import running_instances
from muster.embedded.aws.automation.views import time_of
from muster.embedded.aws.kit import AwsError, Call

DELIVERY_SECONDS = 3600


def handle(automation: Automation, call: Call) -> dict[str, Any]:
    """Send it. `AwsError` InvalidInstanceId if one of the ids is not running."""
    params, now = call.params, automation.world.clock.now()
    instances = _reached(automation, call)
    name, parameters = params["DocumentName"], params.get("Parameters") or {}
    command = Command(
        command_id=automation.world.new_uuid(),
        document_name=name.rpartition("/")[2],
        comment=params.get("Comment", ""),
        parameters=parameters,
        sent=now,
        ends=now + automation.settings.command_seconds,
        results={
            instance: automation.settings.commands(name, instance, parameters)
            for instance in instances
        },
    )
    log = automation.ledger(call.account, call.region).commands
    return {"Command": _view(log.add(command), call)}


def _reached(automation: Automation, call: Call) -> list[str]:
    ids = list(call.params.get("InstanceIds") or ())
    found = running_instances(
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
        "TargetCount": len(command.results),
        "CompletedCount": 0,
        "ErrorCount": 0,
        "DeliveryTimedOutCount": 0,
    }
