"""A table of transitions as a Mermaid state diagram.

States that share ways out are drawn as one box with those ways drawn once, so that the picture
stays readable; taken apart again, it is exactly the table.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True)
class Box(Generic[S]):
    """States drawn in one box; `name` is one word."""

    name: str
    states: Collection[S]


def diagram(table: Mapping[S, Collection[S]], start: S, boxes: Collection[Box[S]]) -> str:
    """The diagram, in a fence of Markdown; states without a way out end it."""
    return "\n".join(["```mermaid", "stateDiagram-v2", *_lines(table, start, boxes), "```"])


def shared_ways(table: Mapping[S, Collection[S]], box: Box[S]) -> list[S]:
    """Where every state of the box may go, in the order of the table, the box itself left out."""
    return [
        after
        for after in table
        if after not in box.states and all(after in table[state] for state in box.states)
    ]


def _lines(table: Mapping[S, Collection[S]], start: S, boxes: Collection[Box[S]]) -> Iterator[str]:
    for box in boxes:
        yield f"    state {box.name} {{"
        yield from (f"        {state}" for state in table if state in box.states)
        yield "    }"
    yield f"    [*] --> {start}"
    for box in boxes:
        yield from (f"    {box.name} --> {after}" for after in shared_ways(table, box))
    for state, ways in table.items():
        drawn = {after for b in boxes if state in b.states for after in shared_ways(table, b)}
        yield from (f"    {state} --> {after}" for after in table if after in set(ways) - drawn)
    yield from (f"    {state} --> [*]" for state, ways in table.items() if not ways)
