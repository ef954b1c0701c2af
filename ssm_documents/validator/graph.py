"""Which step may run after which: the graph that flow and reference rules ask.

Source: "Using conditional statements in runbooks" (automation-branch-condition), shared properties
of actions (automation-actions).
"""

import itertools
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Literal

from ssm_documents.validator.document import Document, Step, mapping, sequence, text
from ssm_documents.validator.finding import Path

EdgeKind = Literal["order", "nextStep", "branch", "onFailure", "onCancel", "enter", "repeat"]
_STEP = "step:"


@dataclass(frozen=True)
class Jump:
    """A step names the step to go to: `target` is the name, `path` where it is written."""

    step: Step
    kind: EdgeKind
    target: str
    path: Path


@dataclass(frozen=True)
class Edge:
    """Step number `target` may run right after step number `source`."""

    source: int
    target: int
    kind: EdgeKind
    path: Path


@dataclass(frozen=True, eq=False)
class Graph:
    """The steps of a document by number, in reading order, and what may follow what."""

    steps: tuple[Step, ...]
    edges: tuple[Edge, ...]
    is_whole: bool
    """False if a jump leads nowhere or a name is used twice: then nobody can say what runs when."""

    @cached_property
    def number(self) -> Mapping[Step, int]:
        """The number of each step."""
        return {step: index for index, step in enumerate(self.steps)}

    def reachable(self, start: int, kinds: frozenset[EdgeKind]) -> Mapping[int, int]:
        """Every step that may run after `start`, each with the step before it on a shortest way."""
        came_from: dict[int, int] = {}
        waiting = deque([start])
        while waiting:
            here = waiting.popleft()
            for edge in self._leaving.get(here, ()):
                if edge.kind in kinds and edge.target not in came_from:
                    came_from[edge.target] = here
                    waiting.append(edge.target)
        return came_from

    @cached_property
    def _leaving(self) -> Mapping[int, Sequence[Edge]]:
        leaving: dict[int, list[Edge]] = {}
        for edge in self.edges:
            leaving.setdefault(edge.source, []).append(edge)
        return leaving


SUCCESS: frozenset[EdgeKind] = frozenset({"order", "nextStep", "branch", "enter"})
FAILURE: frozenset[EdgeKind] = SUCCESS | {"onFailure"}
EVERY: frozenset[EdgeKind] = FAILURE | {"onCancel", "repeat"}


@lru_cache(maxsize=2)
def graph_of(document: Document) -> Graph:
    """Draw the graph of a document; several rules ask for it."""
    steps = document.steps
    names = [step.name for step in steps]
    jumps = [jump for step in steps for jump in jumps_of(step)]
    is_whole = len(set(names)) == len(names) and all(can_land(document, jump) for jump in jumps)
    numbers = {step: index for index, step in enumerate(steps)}
    by_jump = (
        Edge(numbers[jump.step], numbers[document.by_name[jump.target]], jump.kind, jump.path)
        for jump in jumps
        if can_land(document, jump)
    )
    return Graph(steps, (*by_jump, *_implied(steps, numbers)), is_whole)


def jumps_of(step: Step) -> Iterator[Jump]:
    """Every step name that a step gives as its successor."""
    if target := text(step.raw.get("nextStep")):
        yield Jump(step, "nextStep", target, step.at("nextStep"))
    yield from _branches(step)
    for key in ("onFailure", "onCancel"):
        written = text(step.raw.get(key))
        if written.startswith(_STEP):
            yield Jump(step, _KIND[key], written.removeprefix(_STEP).strip(), step.at(key))


def can_land(document: Document, jump: Jump) -> bool:
    """Whether the named step exists and is not hidden inside a loop that the jumper is not in."""
    target = document.by_name.get(jump.target)
    return target is not None and (target.around is None or target.around is jump.step.around)


_KIND: Mapping[str, EdgeKind] = {"onFailure": "onFailure", "onCancel": "onCancel"}


def _branches(step: Step) -> Iterator[Jump]:
    if step.action != "aws:branch":
        return
    for index, choice in enumerate(sequence(step.inputs.get("Choices"))):
        if target := text(mapping(choice).get("NextStep")):
            yield Jump(step, "branch", target, step.input_at("Choices", index, "NextStep"))
    if target := text(step.inputs.get("Default")):
        yield Jump(step, "branch", target, step.input_at("Default"))


def _implied(steps: Sequence[Step], numbers: Mapping[Step, int]) -> Iterator[Edge]:
    """The order of the list, and the ways into, around and out of a loop."""
    for body in _bodies(steps).values():
        for step, after in itertools.pairwise(body):
            if _falls_through(step):
                yield Edge(numbers[step], numbers[after], "order", step.path)
        loop = body[0].around
        if loop is not None:
            yield Edge(numbers[loop], numbers[body[0]], "enter", loop.path)
            for step in body:
                yield Edge(numbers[step], numbers[loop], "repeat", step.path)


def _bodies(steps: Sequence[Step]) -> Mapping[Step | None, list[Step]]:
    bodies: dict[Step | None, list[Step]] = {}
    for step in steps:
        bodies.setdefault(step.around, []).append(step)
    return bodies


def _falls_through(step: Step) -> bool:
    """Whether the next step of the list may follow; `onFailure: Continue` passes a jump by."""
    goes_on = step.raw.get("onFailure") == "Continue"
    return any(goes(step) for goes in _GOES_ON) or (goes_on and not is_true(step.raw.get("isEnd")))


def _is_open_branch(step: Step) -> bool:
    return (
        step.action == "aws:branch"
        and not step.inputs.get("Default")
        and not step.raw.get("nextStep")
        and not is_true(step.raw.get("isEnd"))
    )


def _is_plain(step: Step) -> bool:
    return (
        step.action != "aws:branch"
        and not step.raw.get("nextStep")
        and not is_true(step.raw.get("isEnd"))
    )


_GOES_ON: tuple[Callable[[Step], bool], ...] = (_is_plain, _is_open_branch)


def is_true(value: Any) -> bool:
    """A flag as runbooks write it: `true` or `"true"`."""
    return value is True or text(value).lower() == "true"
