"""GetCommandInvocation (API reference, same name)."""

from datetime import UTC, datetime
from typing import Any

from muster.embedded.aws.automation.automation import Automation
from muster.embedded.aws.automation.run_command.commands import Command, Invocation
from muster.embedded.aws.kit import AwsError, Call

MOST_OUTPUT = 24_000


def handle(automation: Automation, call: Call) -> dict[str, Any]:
    """How a command stands on one instance; `AwsError` InvocationDoesNotExist if it is not."""
    params, now = call.params, automation.world.clock.now()
    command = automation.ledger(call.account, call.region).commands.commands.get(
        params["CommandId"]
    )
    instance = params["InstanceId"]
    if command is None or instance not in command.invocations:
        raise AwsError("InvocationDoesNotExist", "The command ID and instance ID do not match")
    invocation = command.invocations[instance]
    return {
        "CommandId": command.command_id,
        "InstanceId": instance,
        "Comment": command.comment,
        "DocumentName": command.document_name,
        "PluginName": "aws:runShellScript",
        "ResponseCode": invocation.response_code(now),
        **_times(command, invocation, now),
        "Status": invocation.status(now),
        "StatusDetails": invocation.details(now),
        "StandardOutputContent": invocation.output(now, MOST_OUTPUT),
        "StandardErrorContent": "",
    }


def _times(command: Command, invocation: Invocation, now: float) -> dict[str, str]:
    if not invocation.is_delivered:
        return {}
    over = {"ExecutionEndDateTime": _written(invocation.ends)} if invocation.is_over(now) else {}
    return {"ExecutionStartDateTime": _written(command.sent), **over}


def _written(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
