"""aws:loop (User Guide, "aws:loop"): steps again, for each value or while a condition holds.

The condition is evaluated after each pass. A failing inner step acts by its own onFailure; the
loop's own is for errors of the loop itself.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from muster.embedded.aws.automation.actions.action import (
    Action,
    Outcome,
    StepRun,
    list_of,
    number_of,
)
from muster.embedded.aws.automation.conditions import holds
from muster.embedded.aws.automation.document import steps_from
from muster.embedded.aws.automation.execution import ParentStep, Status
from muster.embedded.aws.automation.failures import StepFailed
from muster.embedded.aws.automation.references import UnresolvedError, as_text
from muster.embedded.aws.automation.walk import Ending

MOST_PASSES = 100
_READERS: Mapping[str, Callable[[str], Any]] = {
    "Integer": int,
    "Boolean": lambda text: text.lower() == "true",
    "StringMap": json.loads,
}


def run(step: StepRun) -> Outcome:
    """All passes. An Abort inside ends the loop as that step ended; a jump out makes it Exited."""
    inner = steps_from(step.inputs["Steps"])
    worst = Ending(Status.SUCCESS)
    for number, value in _passes(step):
        step.record.outputs = {"CurrentIteration": number, "CurrentIteratorValue": value}
        ending = step.walk(step.run, inner, _parent(step, number, value))
        worst = worst if worst.is_bad else Ending(ending.status, ending.message)
        if ending.aborted:
            return Outcome(step.record.outputs, ending=ending, status=ending.status)
        if ending.outside is not None:
            return Outcome(
                step.record.outputs, ending=worst, next_step=ending.outside, status=Status.EXITED
            )
    return Outcome(step.record.outputs, ending=worst)


def _passes(step: StepRun) -> Iterator[tuple[int, Any]]:
    """Numbers from 1 with the value of each pass; None in a loop with a condition."""
    if "Iterators" in step.inputs:
        values = list_of(step.inputs, "Iterators")
        if len(values) > MOST_PASSES:
            raise StepFailed(f"Iterators has {len(values)} values; {MOST_PASSES} are allowed")
        yield from enumerate((_read(step, value) for value in values), start=1)
        return
    most = number_of(step.inputs, "MaxIterations", MOST_PASSES)
    if not 1 <= most <= MOST_PASSES:
        raise StepFailed(f"MaxIterations is {most}; 1 to {MOST_PASSES} are allowed")
    for number in range(1, most + 1):
        yield number, None
        if not _goes_on(step):
            return


def _goes_on(step: StepRun) -> bool:
    try:
        return holds(step.resolved(step.inputs["LoopCondition"]))
    except UnresolvedError as error:
        raise StepFailed(str(error), stage="InputValidation") from error


def _read(step: StepRun, value: Any) -> Any:
    reader = _READERS.get(step.inputs.get("IteratorDataType", "String"))
    if reader is None or not isinstance(value, str):
        return value
    try:
        return reader(value)
    except ValueError as error:
        raise StepFailed(f"Iterators: {value!r} is no {step.inputs['IteratorDataType']}") from error


def _parent(step: StepRun, number: int, value: Any) -> ParentStep:
    record = step.record
    shown = None if value is None else as_text(value)
    return ParentStep(record.step_execution_id, record.step.name, record.step.action, number, shown)


ACTION = Action(
    name="aws:loop",
    run=run,
    required=frozenset({"Steps"}),
    optional=frozenset({"Iterators", "IteratorDataType", "LoopCondition", "MaxIterations"}),
    outputs=frozenset({"CurrentIteration", "CurrentIteratorValue"}),
    late=frozenset({"Steps", "LoopCondition"}),
)
