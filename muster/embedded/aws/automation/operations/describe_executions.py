"""DescribeAutomationExecutions (API reference, same name, and API_AutomationExecutionFilter)."""

from collections.abc import Callable, Mapping
from typing import Any

from muster.embedded.aws.automation.automation import Automation
from muster.embedded.aws.automation.execution import Execution
from muster.embedded.aws.automation.listing import Filters, moment, page, selected
from muster.embedded.aws.automation.views import metadata_view
from muster.embedded.aws.kit import Call

FILTERS: Mapping[str, Callable[[Execution, str], bool]] = {
    "DocumentNamePrefix": lambda execution, value: execution.document.name.startswith(value),
    "ExecutionStatus": lambda execution, value: execution.status == value,
    "ExecutionId": lambda execution, value: execution.execution_id == value,
    "ParentExecutionId": lambda execution, value: execution.parent_id == value,
    "CurrentAction": lambda execution, value: (
        execution.current is not None and execution.current.step.action == value
    ),
    "StartTimeBefore": lambda execution, value: execution.started <= moment(value),
    "StartTimeAfter": lambda execution, value: execution.started >= moment(value),
    "AutomationType": lambda _, value: value == "Local",
    "TagKey": lambda execution, value: value in execution.tags,
    "TargetResourceGroup": lambda _, __: False,
    "AutomationSubtype": lambda _, __: False,
    "OpsItemId": lambda _, __: False,
}


def handle(automation: Automation, call: Call) -> dict[str, Any]:
    """The executions that pass every filter, the latest first."""
    runs = automation.ledger(call.account, call.region).runs.values()
    filters: Filters = call.params.get("Filters", ())
    found = selected((run.execution for run in reversed(runs)), filters, FILTERS)
    return page(call.params, "AutomationExecutionMetadataList", found, metadata_view)
