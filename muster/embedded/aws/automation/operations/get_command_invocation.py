"""GetCommandInvocation (API reference, same name)."""

from datetime import UTC, datetime
from typing import Any

from muster.embedded.aws.automation.automation import Automation
from muster.embedded.aws.kit import AwsError, Call

MOST_OUTPUT = 24_000


def handle(automation: Automation, call: Call) -> dict[str, Any]:
    """How a command stands on one instance; `AwsError` InvocationDoesNotExist if it is not."""
    params, now = call.params, automation.world.clock.now()
    command = automation.ledger(call.account, call.region).commands.commands.get(
        params["CommandId"]
    )
    instance = params["InstanceId"]
    if command is None or instance not in command.results:
        raise AwsError("InvocationDoesNotExist", "The command ID and instance ID do not match")
    result, over = command.results[instance], now >= command.ends
    status = command.status(instance, now)
    return {
        "CommandId": command.command_id,
        "InstanceId": instance,
        "Comment": command.comment,
        "DocumentName": command.document_name,
        "PluginName": "aws:runShellScript",
        "ResponseCode": result.response_code if over else -1,
        "ExecutionStartDateTime": _written(command.sent),
        **({"ExecutionEndDateTime": _written(command.ends)} if over else {}),
        "Status": status,
        "StatusDetails": status,
        "StandardOutputContent": result.output[:MOST_OUTPUT] if over else "",
        "StandardErrorContent": "",
    }


def _written(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
