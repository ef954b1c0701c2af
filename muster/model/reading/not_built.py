"""Parts of the format that this version refuses, from one table.

A part that is built moves from here into the models; nothing else knows of it.
"""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from muster.model.codes import shape
from muster.model.errors import Problem
from muster.model.reading.nodes import Node


class NotBuilt(NamedTuple):
    """A place of the file (`*` is any entry), the sentence, the way round it."""

    path: tuple[str, ...]
    what: str
    instead: str
    applies: Callable[[Node], bool] = lambda _node: True


_OF_THE_RUN: Final = (
    "choose it when the run is started: `muster run recover PLAN --point-in-time latest-snapshot`,"
    " the window of `/dr recover PLAN`, or the parameter `PointInTime` of the runbook"
)
NOT_BUILT: Final = tuple(
    NotBuilt((*place, "point_in_time"), f"a point in time of {what}", _OF_THE_RUN)
    for place, what in (
        ((), "the plan"),
        (("groups", "*"), "a group"),
        (("waves", "*"), "a wave"),
    )
)


def unbuilt_parts(root: Node, file: str) -> Iterator[Problem]:
    """Yield a problem for every part of `root` that is not built, and mark it as refused."""
    for part in NOT_BUILT:
        for parent, node in _at(root, part.path):
            if not node.is_refused and part.applies(node):
                node.is_refused = parent.is_doubtful = True
                message = f"{part.what} is no part of this version's format"
                yield Problem(shape.NOT_BUILT.id, message, file, *node.key, part.instead)


def _at(node: Node, path: tuple[str, ...]) -> Iterator[tuple[Node, Node]]:
    below = [
        *(entry for key, entry in node.entries.items() if path[0] in {key, "*"}),
        *(node.items if path[0] == "*" else []),
    ]
    for entry in below:
        if len(path) == 1:
            yield node, entry
        else:
            yield from _at(entry, path[1:])
