"""Which step runs after which."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ssm_documents.validator.document import Document, text
from ssm_documents.validator.graph import (
    EVERY,
    FAILURE,
    SUCCESS,
    Edge,
    EdgeKind,
    Graph,
    can_land,
    graph_of,
    jumps_of,
)
from ssm_documents.validator.rule import Mistake, Mistakes, rule
from ssm_documents.validator.words import did_you_mean, listed

if TYPE_CHECKING:
    from ssm_documents.validator.finding import Path

_COMMON = "automation-actions"
_BRANCH = "automation-branch-condition"
_NO_CANCEL_TARGET = (
    "aws:approve",
    "aws:copyImage",
    "aws:createImage",
    "aws:createStack",
    "aws:createTags",
    "aws:pause",
    "aws:runInstances",
    "aws:sleep",
)
_NO_ON_CANCEL = ("aws:loop", "aws:updateVariable")


@rule("R070", "nextStep names no step", _COMMON, hint="name a step of this document")
def next_step_missing(document: Document) -> Mistakes:
    """`nextStep` names a step of the same list, or from within a loop one outside of it."""
    yield from _missing(document, "nextStep")


@rule("R071", "onFailure names no step", _COMMON, hint="name a step of this document")
def on_failure_missing(document: Document) -> Mistakes:
    """`onFailure: step:<name>` names a step of the document."""
    yield from _missing(document, "onFailure")


@rule("R072", "onCancel names no step", _COMMON, hint="name a step of this document")
def on_cancel_missing(document: Document) -> Mistakes:
    """`onCancel: step:<name>` names a step of the document."""
    yield from _missing(document, "onCancel")


@rule("R073", "branch names no step", _BRANCH, hint="name a step of this document")
def branch_missing(document: Document) -> Mistakes:
    """`NextStep` and `Default` of aws:branch name steps of the document."""
    yield from _missing(document, "branch")


@rule("R074", "steps run in a circle", _BRANCH)
def circle(document: Document) -> Mistakes:
    """SSM refuses a runbook whose steps lead back to themselves; repetition is aws:loop.

    A jump to an earlier step that does not come back is fine.
    """
    graph = graph_of(document)
    for edge, way in _circles(graph, SUCCESS):
        hint = "to repeat steps use aws:loop"
        yield Mistake(edge.path, f"steps run in a circle: {_drawn(graph, way)}", hint)


@rule("R075", "failures lead in a circle", _BRANCH, "warning")
def failure_circle(document: Document) -> Mistakes:
    """A step that keeps failing would run for ever; whether SSM refuses it is not documented."""
    graph = graph_of(document)
    plain = {edge.path for edge, _ in _circles(graph, SUCCESS)}
    for edge, way in _circles(graph, FAILURE):
        if edge.path not in plain:
            message = f"after a failure steps run in a circle: {_drawn(graph, way)}"
            yield Mistake(edge.path, message, "for retries use `maxAttempts`")


@rule(
    "R076",
    "step never runs",
    _BRANCH,
    "warning",
    hint="lead to it by `nextStep` or a branch, or drop it",
)
def unreachable(document: Document) -> Mistakes:
    """No step leads here, neither by order nor by a jump."""
    graph = graph_of(document)
    if not graph.is_whole or not graph.steps:
        return
    reached = {0, *graph.reachable(0, EVERY)}
    for number, step in enumerate(graph.steps):
        if number not in reached and (step.around is None or graph.number[step.around] in reached):
            yield Mistake(step.path, f"{step.title} never runs: nothing leads to it")


@rule("R077", "onCancel leads to an action that cannot run then", _COMMON)
def forbidden_cancel_target(document: Document) -> Mistakes:
    """A cancel workflow has two minutes and may not start at an action that waits or launches."""
    for step in document.steps:
        target = document.by_name.get(text(step.raw.get("onCancel")).removeprefix("step:").strip())
        if target is not None and target.action in _NO_CANCEL_TARGET:
            message = (
                f"`onCancel` of {step.title} leads to `{target.name}`, an {target.action} step"
            )
            hint = f"it may not be {listed(_NO_CANCEL_TARGET)}"
            yield Mistake(step.at("onCancel"), message, hint)


@rule("R078", "onCancel on an action without it", "automation-action-loop")
def unsupported_on_cancel(document: Document) -> Mistakes:
    """aws:loop and aws:updateVariable do not support `onCancel`."""
    for step in document.running(*_NO_ON_CANCEL):
        if step.raw.get("onCancel") is not None:
            message = f"{step.action} does not support `onCancel`"
            hint = "put it on the steps inside the loop" if step.action == "aws:loop" else "drop it"
            yield Mistake(step.at("onCancel"), message, hint, at_key=True)


def _missing(document: Document, kind: EdgeKind) -> Mistakes:
    for step in document.steps:
        for jump in jumps_of(step):
            if jump.kind != kind or can_land(document, jump):
                continue
            if jump.target in document.by_name:
                message = f"step `{jump.target}` is inside a loop; {step.title} is not in it"
                hint = "jump to the loop itself"
            else:
                message = f"there is no step `{jump.target}`"
                hint = did_you_mean(jump.target, document.by_name)
            yield Mistake(jump.path, message, hint)


def _circles(graph: Graph, kinds: frozenset[EdgeKind]) -> Iterator[tuple[Edge, list[int]]]:
    """Every edge that closes a circle, with the circle from its target back to its source."""
    drawn: set[Path] = set()
    for edge in graph.edges:
        backward = edge.kind in kinds and edge.target <= edge.source and edge.path not in drawn
        if not backward:
            continue
        came_from = graph.reachable(edge.target, kinds)
        if edge.source in came_from:
            drawn.add(edge.path)
            yield edge, _way(came_from, edge.target, edge.source)


def _way(came_from: Mapping[int, int], start: int, end: int) -> list[int]:
    way = [end]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return way[::-1]


def _drawn(graph: Graph, way: list[int]) -> str:
    names = [graph.steps[number].name for number in [*way, way[0]]]
    return " → ".join(f"`{name}`" for name in names)
