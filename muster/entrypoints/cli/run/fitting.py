"""A screen taller than its terminal: the head, and the end, where people are asked. Pure."""

from collections.abc import Iterable, Sequence

from muster.engine.counts import counted
from muster.entrypoints.cli.paper import Line

HEAD = 3
"""The head gets one of so many parts of the room."""


def fitted(screen: Sequence[Line], width: int, height: int, whole: str) -> list[Line]:
    """The lines that a terminal of so many columns and rows shows; `whole` prints them all."""
    if sum(_rows(line, width) for line in screen) <= height:
        return list(screen)
    room = height - 1
    head = _first(screen, width, room // HEAD)
    used = sum(_rows(line, width) for line in head)
    tail = _first(screen[::-1][: len(screen) - len(head)], width, room - used)[::-1]
    left = counted(len(screen) - len(head) - len(tail), "line")
    return [*head, Line(f"… {left} more: {whole}", "dim"), *tail]


def _first(lines: Iterable[Line], width: int, room: int) -> list[Line]:
    taken: list[Line] = []
    for line in lines:
        room -= _rows(line, width)
        if room < 0:
            break
        taken.append(line)
    return taken


def _rows(line: Line, width: int) -> int:
    """At most so many rows: lines are broken between words, which costs one more."""
    whole = -(-len(line.text) // max(width, 1))
    return whole + 1 if whole > 1 else 1
