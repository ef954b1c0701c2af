"""StartAutomationExecution (API reference, same name)."""

from typing import Any

from muster.embedded.aws.automation.admission import QueueFullError
from muster.embedded.aws.automation.automation import Automation
from muster.embedded.aws.automation.starting import fingerprint, new_execution
from muster.embedded.aws.kit import AwsError, Call


def handle(automation: Automation, call: Call) -> dict[str, Any]:
    """Start, or repeat the answer of an earlier start with the same ClientToken."""
    tokens = automation.ledger(call.account, call.region).tokens
    token = call.params.get("ClientToken", "").lower()
    asked = fingerprint(call.params)
    if token in tokens:
        before, execution_id = tokens[token]
        if before != asked:
            text = "The ClientToken was used before, with other parameters"
            raise AwsError("IdempotentParameterMismatch", text)
        return {"AutomationExecutionId": execution_id}
    execution = new_execution(automation, call)
    try:
        automation.submit(execution)
    except QueueFullError as error:
        text = "The queue of pending automations is full"
        raise AwsError("AutomationExecutionLimitExceededException", text) from error
    if token:
        tokens[token] = (asked, execution.execution_id)
    return {"AutomationExecutionId": execution.execution_id}
