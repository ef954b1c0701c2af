"""What SSM refuses in a document before it runs it.

SSM finds most of this at CreateDocument; here the document store takes everything, so the checks
stand at the start of an execution. Which of them AWS makes, and when, is partly unverified.
"""

import re
from collections.abc import Iterator
from typing import Any

from muster.embedded.aws.automation.actions.table import ACTIONS
from muster.embedded.aws.automation.circles import circle
from muster.embedded.aws.automation.conditions import OPERATORS
from muster.embedded.aws.automation.document import Document, InvalidDocumentError, Step, steps_from
from muster.embedded.aws.automation.references import references_in
from muster.embedded.aws.automation.scope import SYSTEM_VARIABLES
from muster.embedded.aws.automation.types import OUTPUT_TYPES
from muster.embedded.aws.automation.walk import JUMP, successors

_NAME = re.compile(r"[a-zA-Z0-9_]{3,128}")
_NO_CANCEL = frozenset({"aws:loop", "aws:updateVariable"})
_NOT_ON_CANCEL = frozenset({"aws:approve", "aws:createTags", "aws:pause", "aws:sleep"})
_LEAST_COMBINED = 2


def document_mistakes(document: Document) -> list[str]:
    """Everything that is wrong with `document`, in words; empty if it can be run."""
    outside = frozenset(step.name for step in document.steps)
    mistakes = [*_steps_mistakes(document.steps, outside), *_cancel_mistakes(document.steps)]
    found = circle(document.steps)
    if found:
        mistakes.append(f"the steps form a circle: {' -> '.join(found)}")
    if not mistakes:
        mistakes = list(_reference_mistakes(document))
    return mistakes


def _steps_mistakes(steps: tuple[Step, ...], outside: frozenset[str]) -> Iterator[str]:
    seen: set[str] = set()
    known = outside | {step.name for step in steps}
    for step, after in zip(steps, [*(s.name for s in steps[1:]), None], strict=True):
        where = f"step {step.name}"
        if step.name in seen:
            yield f"{where}: the name is used twice"
        seen.add(step.name)
        if not _NAME.fullmatch(step.name):
            yield f"{where}: a name has 3 to 128 letters, digits and underscores"
        for target in successors(step, after):
            if target not in known:
                yield f"{where}: there is no step {target}"
        for mistake in _step_mistakes(step, known):
            yield f"{where}: {mistake}"


def _step_mistakes(step: Step, known: frozenset[str]) -> Iterator[str]:
    if step.action not in ACTIONS:
        yield f"action {step.action} is unknown or not available here"
        return
    if not isinstance(step.inputs, dict):
        yield "inputs must be a mapping"
        return
    yield from ACTIONS[step.action].input_mistakes(step.inputs)
    yield from _flow_mistakes(step)
    yield from _output_mistakes(step)
    for condition in _conditions(step):
        yield from _condition_mistakes(condition)
    if "{{" in str(step.inputs.get("Script", "")):
        yield "Script holds {{, which SSM would replace; hand values in by InputPayload"
    if step.action == "aws:loop":
        yield from _loop_mistakes(step, known)


def _cancel_mistakes(steps: tuple[Step, ...]) -> Iterator[str]:
    actions = {step.name: step.action for step in steps}
    for step in steps:
        action = actions.get(step.on_cancel.removeprefix(JUMP))
        if action in _NOT_ON_CANCEL:
            yield f"step {step.name}: onCancel cannot lead to an {action}"


def _condition_mistakes(condition: Any) -> Iterator[str]:
    if not isinstance(condition, dict):
        yield f"a condition must be a mapping; it is {condition!r}"
        return
    for name in ("And", "Or"):
        if name in condition and len(condition[name]) < _LEAST_COMBINED:
            yield f"{name} needs at least two expressions"
        for part in condition.get(name, ()):
            yield from _condition_mistakes(part)
    if "Not" in condition:
        yield from _condition_mistakes(condition["Not"])
    elif not condition.keys() & {"And", "Or"} and len(condition.keys() & OPERATORS.keys()) != 1:
        yield f"a condition needs exactly one operator of {', '.join(OPERATORS)}"


def _flow_mistakes(step: Step) -> Iterator[str]:
    if step.on_failure not in ("Abort", "Continue") and not step.on_failure.startswith(JUMP):
        yield f"onFailure cannot be {step.on_failure}"
    if step.action in _NO_CANCEL and step.on_cancel != "Abort":
        yield f"{step.action} has no onCancel"


def _conditions(step: Step) -> list[Any]:
    if step.action == "aws:branch" and isinstance(step.inputs.get("Choices"), list):
        return list(step.inputs["Choices"])
    return [step.inputs["LoopCondition"]] if "LoopCondition" in step.inputs else []


def _output_mistakes(step: Step) -> Iterator[str]:
    predefined = ACTIONS[step.action].outputs
    for output in step.outputs:
        if output.name in predefined and step.action != "aws:executeScript":
            yield f"output {output.name} is predefined"
        if output.type not in OUTPUT_TYPES:
            yield f"output {output.name} has the unknown type {output.type}"


def _loop_mistakes(step: Step, known: frozenset[str]) -> Iterator[str]:
    if ("Iterators" in step.inputs) == ("LoopCondition" in step.inputs):
        yield "a loop has either Iterators or a LoopCondition"
    try:
        inner = steps_from(step.inputs.get("Steps") or [])
    except InvalidDocumentError as error:
        yield from error.mistakes
        return
    if not inner:
        yield "a loop needs Steps"
    if any(nested.action == "aws:loop" for nested in inner):
        yield "loops cannot be nested"
    yield from _steps_mistakes(inner, known)


def _reference_mistakes(document: Document) -> Iterator[str]:
    outputs = _outputs_by_step(document)
    for step in document.steps:
        for name in references_in([dict(step.inputs), step.timeout_seconds, step.max_attempts]):
            mistake = _reference_mistake(name, document, outputs)
            if mistake is not None:
                yield f"step {step.name}: {mistake}"


def _reference_mistake(
    name: str, document: Document, outputs: dict[str, frozenset[str]]
) -> str | None:
    if name in SYSTEM_VARIABLES:
        return None
    if name.startswith("variable:"):
        known = name.removeprefix("variable:") in document.variables
        return None if known else f"{name} is not declared"
    step, dot, output = name.partition(".")
    if not dot:
        return None if name in document.parameters else f'Parameter "{name}" is not declared.'
    return None if output in outputs.get(step, ()) else f"there is no output {name}"


def _outputs_by_step(document: Document) -> dict[str, frozenset[str]]:
    inner = [
        nested
        for step in document.steps
        if step.action == "aws:loop"
        for nested in steps_from(step.inputs["Steps"])
    ]
    return {
        step.name: ACTIONS[step.action].outputs | {output.name for output in step.outputs}
        for step in (*document.steps, *inner)
    }
