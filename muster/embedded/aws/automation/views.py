"""Executions and steps in the shapes of the API (API_AutomationExecution, API_StepExecution)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from muster.embedded.aws.automation.execution import Execution, StepExecution
from muster.embedded.aws.automation.parameters import written
from muster.embedded.aws.automation.references import as_text
from muster.embedded.aws.automation.walk import JUMP, successors

View = dict[str, Any]

LONGEST_KEY, LONGEST_VALUE, MOST_VALUES = 50, 512, 50  # AutomationParameterMap

LONGEST_INPUT = (
    1000  # an assumption: a script of 60 KB in each pass of a loop would drown the answer
)


def execution_view(execution: Execution, steps_in_answer: int) -> View:
    """`AutomationExecution`, with the first `steps_in_answer` steps."""
    steps = execution.steps
    return {
        **_common(execution),
        "StepExecutions": [step_view(execution, record) for record in steps[:steps_in_answer]],
        "StepExecutionsTruncated": len(steps) > steps_in_answer,
        **_filled(
            {
                "Parameters": _strings(execution.parameters),
                "Variables": _strings(execution.variables),
            }
        ),
    }


def metadata_view(execution: Execution) -> View:
    """`AutomationExecutionMetadata`, as DescribeAutomationExecutions lists it."""
    return {**_common(execution), "AutomationType": "Local"}


def step_view(execution: Execution, record: StepExecution) -> View:
    """`StepExecution`."""
    step = record.step
    return _filled(
        {
            "StepName": step.name,
            "Action": step.action,
            "StepExecutionId": record.step_execution_id,
            "StepStatus": str(record.status),
            "ExecutionStartTime": time_of(record.started),
            "ExecutionEndTime": time_of(record.ended),
            "TimeoutSeconds": None
            if record.timeout_seconds is None
            else int(record.timeout_seconds),
            "MaxAttempts": record.max_attempts,
            "OnFailure": step.on_failure,
            "IsEnd": step.is_end,
            "IsCritical": step.is_critical,
            "NextStep": record.chosen or step.next_step,
            "ValidNextSteps": _next_steps(execution, record),
            "Inputs": {name: _shown(value) for name, value in record.inputs.items()},
            "Outputs": _strings(record.outputs),
            "Response": record.response,
            "ResponseCode": record.response_code,
            "FailureMessage": record.failure_message,
            "FailureDetails": _failure(record),
            "ParentStepDetails": _parent(record),
        }
    )


def time_of(moment: float | None) -> datetime | None:
    """Epoch seconds as the API's time."""
    return None if moment is None else datetime.fromtimestamp(moment, UTC)


def _common(execution: Execution) -> View:
    current = None if execution.over else execution.current
    return _filled(
        {
            "AutomationExecutionId": execution.execution_id,
            "DocumentName": execution.document.name,
            "DocumentVersion": execution.document.version,
            "AutomationExecutionStatus": str(execution.status),
            "ExecutionStartTime": time_of(execution.started),
            "ExecutionEndTime": time_of(execution.ended),
            "ExecutedBy": execution.executed_by,
            "Mode": execution.mode,
            "ParentAutomationExecutionId": execution.parent_id,
            "CurrentStepName": current.step.name if current else None,
            "CurrentAction": current.step.action if current else None,
            "FailureMessage": execution.failure_message,
            "Outputs": _strings(execution.outputs),
        }
    )


def _shown(value: Any) -> str:
    text = as_text(value)
    return text if len(text) <= LONGEST_INPUT else f"{text[:LONGEST_INPUT]}..."


def _next_steps(execution: Execution, record: StepExecution) -> list[str]:
    if record.parent is not None:
        return []
    names = [step.name for step in execution.document.steps]
    after = dict(zip(names, [*names[1:], None], strict=True))[record.step.name]
    cancel = record.step.on_cancel.removeprefix(JUMP)
    return [name for name in dict.fromkeys(successors(record.step, after)) if name != cancel]


def _failure(record: StepExecution) -> View:
    details = {"Details": [record.failure_detail[:LONGEST_VALUE]]} if record.failure_detail else {}
    found = {
        "FailureStage": record.failure_stage,
        "FailureType": record.failure_type,
        "Details": details,
    }
    return _filled(found)


def _parent(record: StepExecution) -> View:
    parent = record.parent
    if parent is None:
        return {}
    return _filled(
        {
            "StepExecutionId": parent.step_execution_id,
            "StepName": parent.step_name,
            "Action": parent.action,
            "Iteration": parent.iteration,
            "IteratorValue": parent.iterator_value,
        }
    )


def _strings(values: Mapping[str, Any]) -> dict[str, list[str]]:
    """An `AutomationParameterMap`, within the model: no empty strings, long ones cut off."""
    return {
        name[:LONGEST_KEY]: [
            text[:LONGEST_VALUE] for text in written(value)[:MOST_VALUES] if text != ""
        ]
        for name, value in values.items()
        if value is not None
    }


def _filled(view: Mapping[str, Any]) -> View:
    """Without what is not there; false and zero are there."""
    return {
        name: value for name, value in view.items() if value is not None and not _is_empty(value)
    }


def _is_empty(value: Any) -> bool:
    return isinstance(value, dict | list) and not value
