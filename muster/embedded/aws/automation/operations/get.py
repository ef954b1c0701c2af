"""GetAutomationExecution (API reference, same name)."""

from typing import Any

from muster.embedded.aws.automation.automation import Automation
from muster.embedded.aws.automation.views import execution_view
from muster.embedded.aws.kit import Call


def handle(automation: Automation, call: Call) -> dict[str, Any]:
    """One execution with its first steps."""
    run = automation.run_of(
        call.params["AutomationExecutionId"], account=call.account, region=call.region
    )
    view = execution_view(run.execution, automation.settings.steps_in_answer)
    return {"AutomationExecution": view}
