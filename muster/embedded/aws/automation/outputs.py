"""Outputs: of a step, by its selectors and static types; of a document, by its list."""

from typing import Any

from muster.embedded.aws.automation.actions.action import Outcome
from muster.embedded.aws.automation.document import DeclaredOutput, Step
from muster.embedded.aws.automation.execution import Execution
from muster.embedded.aws.automation.failures import StepFailed
from muster.embedded.aws.automation.selectors import MISSING, SelectorError, select
from muster.embedded.aws.automation.types import empty, fits

NOT_AVAILABLE = "No output available yet because the step is not successfully executed"


def step_outputs(step: Step, outcome: Outcome) -> dict[str, Any]:
    """The action's own outputs and the declared ones. `StepFailed` where a type does not fit."""
    declared = {output.name: _selected(output, outcome.answer) for output in step.outputs}
    return {**outcome.outputs, **declared}


def document_outputs(execution: Execution) -> dict[str, Any]:
    """What the document's `outputs` name; a step without that output says so in words."""
    return {name: _named(execution, name) for name in execution.document.outputs}


def _selected(output: DeclaredOutput, answer: Any) -> Any:
    try:
        value = select(output.selector, answer)
    except SelectorError as error:
        raise StepFailed(f"output {output.name}: {error}") from error
    if value is MISSING or value is None:
        return empty(output.type)
    if not fits(value, output.type):
        text = f"output {output.name} is a {output.type}, but {output.selector} found {value!r}"
        raise StepFailed(text, kind="OutputType")
    return value


def _named(execution: Execution, name: str) -> Any:
    step, _, output = name.partition(".")
    record = execution.latest.get(step)
    if record is None or output not in record.outputs:
        return NOT_AVAILABLE
    return record.outputs[output]
