"""What the rules look at: plan and groups files as far as they can be read.

A draft is tolerant: whatever is refused is left out of it, so a rule speaks only of what it sees.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from muster.model.codes import Code
from muster.model.errors import Problem
from muster.model.reading.nodes import Node, Place


@dataclass(frozen=True)
class Draft:
    """The tree of a plan or groups file, by the words of the format."""

    file: str
    root: Node

    @cached_property
    def waves(self) -> list["DraftWave"]:
        """The waves, in file order."""
        return [DraftWave(node) for node in self.root.list_at("waves")]

    @cached_property
    def groups(self) -> dict[str, Node]:
        """The groups that stand in this file, by name."""
        node = self.root.get("groups")
        return node.entries if node else {}

    @property
    def name(self) -> Node | None:
        """The plan's name."""
        return self.root.get("plan")

    @cached_property
    def target(self) -> tuple[str, str]:
        """Account and Region, as far as they are written."""
        return _target_at(self.root) or ("", "")

    def target_of(self, group: Node) -> tuple[str, str] | None:
        """Account and Region that a group names for itself."""
        return _target_at(group)

    def hooks(self) -> Iterator[Node]:
        """Yield its own hooks, then those of its waves."""
        for stage in ("before", "after"):
            yield from self.root.list_at(stage)
        for wave in self.waves:
            yield from wave.hooks()

    def problem(self, code: Code, place: Place, message: str, hint: str = "") -> Problem:
        """Return the problem at `place` of this file."""
        return Problem(code.id, message, self.file, *place, hint)


def _target_at(node: Node) -> tuple[str, str] | None:
    target = node.get("target")
    if target is None:
        return None
    account, region = (part.raw if part else "" for part in map(target.get, ("account", "region")))
    return account, region


@dataclass(frozen=True)
class DraftWave:
    """A wave as far as it can be read."""

    node: Node

    @property
    def name(self) -> Node | None:
        """Its name, even one of the wrong form: others may refer to it."""
        name = self.node.entries.get("wave")
        return name if name is not None and name.text is not None else None

    @property
    def needs(self) -> list[tuple[str, Node]]:
        """The names of the waves that it needs."""
        return self.node.texts_at("needs")

    @property
    def groups(self) -> list[tuple[str, Node]]:
        """The names of its groups."""
        return self.node.texts_at("groups")

    def hooks(self) -> Iterator[Node]:
        """Yield its hooks, in the order in which they run."""
        for stage in ("before", "run", "after"):
            yield from self.node.list_at(stage)

    def checks(self) -> list[Node]:
        """Its health checks that are more than a name."""
        return [check for check in self.node.list_at("health") if check.entries]


class SharedGroup(NamedTuple):
    """A group that stands in another file of the folder, for all plans."""

    file: str
    node: Node


Shared = Mapping[str, SharedGroup]


def folded(name: str) -> str:
    """Return `name` as names are compared: without case, hyphens as underscores."""
    return name.casefold().replace("-", "_")
