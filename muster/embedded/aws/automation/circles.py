"""Finds a way through the steps that comes back to where it was (User Guide, "aws:branch")."""

from collections.abc import Mapping, Sequence

from muster.embedded.aws.automation.document import Step
from muster.embedded.aws.automation.walk import successors


def circle(steps: Sequence[Step]) -> list[str]:
    """The names along one circle, first and last the same; empty if there is none."""
    after = [*(step.name for step in steps[1:]), None]
    graph = {
        step.name: tuple(successors(step, following))
        for step, following in zip(steps, after, strict=True)
    }
    done: set[str] = set()
    for name in graph:
        found = _from(name, graph, done)
        if found:
            return found
    return []


def _from(start: str, graph: Mapping[str, Sequence[str]], done: set[str]) -> list[str]:
    path, stack = [start], [iter(graph.get(start, ()))]
    while stack:
        name = next(stack[-1], None)
        if name is None:
            done.add(path.pop())
            stack.pop()
        elif name in path:
            return [*path[path.index(name) :], name]
        elif name not in done:
            path.append(name)
            stack.append(iter(graph.get(name, ())))
    return []
