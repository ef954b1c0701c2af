"""DescribeAutomationStepExecutions (API reference, same name; filters: API_StepExecutionFilter)."""

from collections.abc import Callable, Mapping
from typing import Any

from muster.embedded.aws.automation.automation import Automation
from muster.embedded.aws.automation.execution import ParentStep, StepExecution
from muster.embedded.aws.automation.listing import Filters, moment, page, selected
from muster.embedded.aws.automation.views import step_view
from muster.embedded.aws.kit import Call


def _of_parent(test: Callable[[ParentStep, str], bool]) -> Callable[[StepExecution, str], bool]:
    return lambda record, value: record.parent is not None and test(record.parent, value)


FILTERS: Mapping[str, Callable[[StepExecution, str], bool]] = {
    "StartTimeBefore": lambda record, value: (
        record.started is not None and record.started <= moment(value)
    ),
    "StartTimeAfter": lambda record, value: (
        record.started is not None and record.started >= moment(value)
    ),
    "StepExecutionStatus": lambda record, value: record.status == value,
    "StepExecutionId": lambda record, value: record.step_execution_id == value,
    "StepName": lambda record, value: record.step.name == value,
    "Action": lambda record, value: record.step.action == value,
    "ParentStepExecutionId": _of_parent(lambda parent, value: parent.step_execution_id == value),
    "ParentStepIteration": _of_parent(lambda parent, value: str(parent.iteration) == value),
    "ParentStepIteratorValue": _of_parent(lambda parent, value: parent.iterator_value == value),
}


def handle(automation: Automation, call: Call) -> dict[str, Any]:
    """The steps that pass every filter, in the order of the document and of the loops' passes."""
    run = automation.run_of(
        call.params["AutomationExecutionId"], account=call.account, region=call.region
    )
    filters: Filters = call.params.get("Filters", ())
    found = selected(run.execution.steps, filters, FILTERS)
    if call.params.get("ReverseOrder"):
        found.reverse()
    return page(
        call.params, "StepExecutions", found, lambda record: step_view(run.execution, record)
    )
