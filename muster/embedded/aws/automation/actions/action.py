"""What an action is, and what it sees of the step that it runs."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from muster.embedded.aws.automation.document import Step
from muster.embedded.aws.automation.execution import (
    Execution,
    ParentStep,
    Status,
    StepExecution,
)
from muster.embedded.aws.automation.failures import StepFailed
from muster.embedded.aws.automation.references import resolved
from muster.embedded.aws.automation.run import Run
from muster.embedded.aws.automation.walk import Ending

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0

Walk = Callable[[Run, tuple[Step, ...], ParentStep | None], Ending]


@dataclass(frozen=True)
class Outcome:
    """What a successful action leaves: predefined outputs, the answer for selectors, the next step.

    `ending` is how a loop's own steps ended; `status` is Success, or what a loop makes of that.
    """

    outputs: Mapping[str, Any] = field(default_factory=dict)
    answer: Any = None
    next_step: str | None = None
    response: str | None = None
    response_code: str | None = None
    ending: Ending | None = None
    status: Status = Status.SUCCESS


@dataclass(frozen=True)
class StepRun:
    """One attempt of a step: its resolved inputs and the run it belongs to."""

    run: Run
    record: StepExecution
    inputs: Mapping[str, Any]
    walk: Walk

    @property
    def execution(self) -> Execution:
        """The execution that the step belongs to."""
        return self.run.execution

    def resolved(self, value: Any) -> Any:
        """`value` with its references replaced, as of now."""
        return resolved(value, self.run.scope.lookup)

    def client(self, service: str) -> Any:
        """An AWS client of the execution's principal in its Region."""
        return self.run.client(service)

    def blocking(self) -> AbstractContextManager[None]:
        """Count as blocked for the concurrency quota while inside."""
        return self.run.blocking()


@dataclass(frozen=True)
class Action:
    """One kind of step. `optional` None means that any input is taken, as by aws:executeAwsApi.

    `timeout` is the default and `longest` the maximum, in seconds; inputs named in `late` are
    resolved by the action itself, when it needs them.
    """

    name: str
    run: Callable[[StepRun], Outcome]
    required: frozenset[str] = frozenset()
    optional: frozenset[str] | None = frozenset()
    outputs: frozenset[str] = frozenset()
    timeout: float | None = None
    longest: float | None = None
    late: frozenset[str] = frozenset()

    def input_mistakes(self, inputs: Mapping[str, Any]) -> Iterator[str]:
        """Which inputs are missing and which are unknown."""
        for name in sorted(self.required - set(inputs)):
            yield f"{self.name} needs the input {name}"
        if self.optional is not None:
            for name in inputs:
                if name not in self.required | self.optional:
                    yield f"{self.name} knows no input {name}"


def text_of(inputs: Mapping[str, Any], name: str, default: str | None = None) -> str:
    """A String input. `StepFailed` if it is missing or something else."""
    value = inputs.get(name, default)
    if not isinstance(value, str):
        raise StepFailed(f"input {name} must be a String; it is {value!r}", stage="InputValidation")
    return value


def list_of(inputs: Mapping[str, Any], name: str) -> list[Any]:
    """A list input. `StepFailed` if it is missing or something else."""
    value = inputs.get(name)
    if not isinstance(value, list):
        raise StepFailed(f"input {name} must be a list; it is {value!r}", stage="InputValidation")
    return value


def number_of(inputs: Mapping[str, Any], name: str, default: int) -> int:
    """An Integer input, written as a number or as text. `StepFailed` for anything else."""
    value = inputs.get(name, default)
    if isinstance(value, bool) or not str(value).isdigit():
        raise StepFailed(
            f"input {name} must be an Integer; it is {value!r}", stage="InputValidation"
        )
    return int(value)
