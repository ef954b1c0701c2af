"""StopAutomationExecution (API reference, same name)."""

from typing import Any

from muster.embedded.aws.automation.automation import Automation
from muster.embedded.aws.automation.execution import Status
from muster.embedded.aws.kit import AwsError, Call


def handle(automation: Automation, call: Call) -> dict[str, Any]:
    """Cancel: onCancel steps run. Complete: they do not (AWS documents no difference)."""
    run = automation.run_of(
        call.params["AutomationExecutionId"], account=call.account, region=call.region
    )
    if run.execution.over or run.execution.status is Status.CANCELLING:
        text = f"An execution that is {run.execution.status} cannot be stopped"
        raise AwsError("InvalidAutomationStatusUpdateException", text)
    automation.stop(run, run_cancel_steps=call.params.get("Type", "Cancel") == "Cancel")
    return {}
