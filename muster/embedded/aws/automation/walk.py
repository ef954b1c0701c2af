"""The step graph: which step comes after which, and how a walk through it ends."""

from collections.abc import Iterator
from dataclasses import dataclass

from muster.embedded.aws.automation.document import Step
from muster.embedded.aws.automation.execution import Status, StepExecution

JUMP = "step:"


@dataclass(frozen=True)
class Ending:
    """How a walk ended: the status that its critical steps leave, and why.

    `aborted`: a step failed for good, and whatever is around the walk ends with it. `outside` names
    a step beyond this graph to go on with.
    """

    status: Status
    message: str | None = None
    aborted: bool = False
    outside: str | None = None

    @property
    def is_bad(self) -> bool:
        """Whether a critical step failed or ran out of time."""
        return self.status in (Status.FAILED, Status.TIMED_OUT)


class Graph:
    """Steps in order, by name."""

    def __init__(self, steps: tuple[Step, ...]) -> None:
        self._steps = {step.name: step for step in steps}
        names = [step.name for step in steps]
        self._after: dict[str, str | None] = dict(zip(names, [*names[1:], None], strict=True))
        self.first = names[0]

    def __contains__(self, name: object) -> bool:
        return name in self._steps

    def step(self, name: str) -> Step:
        """The step of that name."""
        return self._steps[name]

    def following(self, record: StepExecution) -> str | None:
        """Where to go after a step that is over; None at the end.

        `nextStep` applies on success and, as nothing else is documented, on `Continue`; `isEnd`
        ends after success and failure alike, but a branch with a choice that holds goes there.
        """
        step = record.step
        if record.chosen is not None:
            return record.chosen
        if step.is_end:
            return None
        if record.status is not Status.SUCCESS and step.on_failure.startswith(JUMP):
            return step.on_failure.removeprefix(JUMP)
        return step.next_step or self._after[step.name]


def cancel_target(step: Step) -> str | None:
    """The step to run when this one is cancelled, if there is one."""
    return step.on_cancel.removeprefix(JUMP) if step.on_cancel.startswith(JUMP) else None


def successors(step: Step, after: str | None) -> Iterator[str]:
    """Every step that may come after `step`, `after` being the next one in the document."""
    for target in (step.on_failure, step.on_cancel):
        if target.startswith(JUMP):
            yield target.removeprefix(JUMP)
    if step.action == "aws:branch":
        yield from branch_targets(step)
    following = step.next_step or after
    if following is not None and not step.is_end and "Default" not in step.inputs:
        yield following


def branch_targets(step: Step) -> Iterator[str]:
    """The steps that the choices and the default of an aws:branch name."""
    choices = step.inputs.get("Choices")
    for choice in choices if isinstance(choices, list) else []:
        if isinstance(choice, dict) and "NextStep" in choice:
            yield str(choice["NextStep"])
    if "Default" in step.inputs:
        yield str(step.inputs["Default"])
