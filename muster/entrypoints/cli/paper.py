"""Screens as lines of text: the same with and without colour, on a terminal and in a file."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from muster.entrypoints.cli.screen import say, shown

GAP = "  "


@dataclass(frozen=True)
class Line:
    """A line; `style` as rich names it, only an addition to what the words say."""

    text: str
    style: str = ""


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows with their cells below each other; nothing is cut, nothing trails."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))] if rows else []
    return [
        GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def print_lines(lines: Iterable[Line]) -> None:
    """Print them as data; in colour if a terminal reads them."""
    if sys.stdout.isatty():
        from rich.console import Console  # noqa: PLC0415 - only when something is drawn

        Console(highlight=False).print(styled(lines), soft_wrap=True)
    else:
        for line in lines:
            say(line.text)


def styled(lines: Iterable[Line]) -> object:
    """The lines as one rich text. Markup in them is not obeyed, nor are control characters."""
    from rich.text import Text  # noqa: PLC0415 - only when something is drawn

    return Text("\n").join(Text(shown(line.text), style=line.style) for line in lines)
