"""A source server is in one group of the workspace, as far as files can tell.

Listed servers are compared by id. Tags are compared as sets: if all tags of one group are among
those of another, every server of the second is in the first. By tags only groups meet that are
recovered into the same account and Region. What tags select on the day is judged when a run starts.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from muster.model.codes import rules
from muster.model.errors import Problem
from muster.model.reading.draft import Draft
from muster.model.reading.nodes import Node
from muster.model.text import quoted

Tag = tuple[str, str]


@dataclass(frozen=True)
class PlacedGroup:
    """A group of some file, and the accounts and Regions that plans recover it into."""

    draft: Draft
    name: str
    node: Node
    targets: frozenset[tuple[str, str]]

    @property
    def where(self) -> str:
        """The group in a sentence, findable."""
        return f"group {quoted(self.name)} ({self.draft.file}:{self.node.key.line})"

    @property
    def tags(self) -> frozenset[Tag]:
        """Its tags as far as they can be read."""
        node = self.node.get("tags")
        entries = node.entries.items() if node else ()
        return frozenset((key, value.text) for key, value in entries if value.text is not None)


def servers_in_two_groups(groups: Sequence[PlacedGroup]) -> Iterator[Problem]:
    """Yield every server, or selection by tags, that two of `groups` share."""
    readable = [group for group in groups if not group.node.is_refused]
    yield from _listed_twice(readable)
    yield from _selected_twice(readable)


def _listed_twice(groups: Sequence[PlacedGroup]) -> Iterator[Problem]:
    first: dict[str, PlacedGroup] = {}
    for group in groups:
        for server, node in group.node.texts_at("servers"):
            earlier = first.setdefault(server, group)
            if earlier is not group:
                message = f"server {quoted(server)} is in {earlier.where} too"
                hint = "leave it in one of the two; plans may share a group"
                yield group.draft.problem(rules.SERVER_TWICE, node.place, message, hint)


def _selected_twice(groups: Sequence[PlacedGroup]) -> Iterator[Problem]:
    by_tag: dict[Tag, list[PlacedGroup]] = defaultdict(list)
    for group in groups:
        other = _overlapping(group, by_tag)
        if other is not None:
            message = f"the tags select servers of {other.where} too"
            hint = "give each group a tag that the other has with another value"
            place = group.node.entries["tags"].key
            yield group.draft.problem(rules.SERVER_TWICE, place, message, hint)
        for tag in group.tags:
            by_tag[tag].append(group)


def _overlapping(group: PlacedGroup, by_tag: dict[Tag, list[PlacedGroup]]) -> PlacedGroup | None:
    met = {id(other): other for tag in group.tags for other in by_tag[tag]}
    return next((other for other in met.values() if _overlap(group, other)), None)


def _overlap(one: PlacedGroup, other: PlacedGroup) -> bool:
    is_subset = one.tags <= other.tags or other.tags <= one.tags
    return is_subset and bool(one.targets & other.targets)
