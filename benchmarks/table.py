"""Rows of cells under a head, for the terminal and for the page."""

from collections.abc import Sequence
from dataclasses import dataclass

Row = Sequence[str]


@dataclass(frozen=True)
class Table:
    """`says`: a sentence above it, empty if the figures around it say enough."""

    title: str
    head: Row
    rows: Sequence[Row]
    says: str = ""

    def lines(self) -> list[str]:
        """For a terminal: columns as wide as they have to be."""
        widths = [
            max(len(row[at]) for row in (self.head, *self.rows)) for at in range(len(self.head))
        ]
        shown = [
            "  "
            + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in (self.head, *self.rows)
        ]
        return [f"  {self.title}", *shown]

    def markdown(self) -> list[str]:
        """For the page; the first column to the left, figures to the right."""
        ruler = ["---", *["---:"] * (len(self.head) - 1)]
        rows = ["| " + " | ".join(row) + " |" for row in (self.head, ruler, *self.rows)]
        above = [self.says, ""] if self.says else []
        return [f"### {self.title}", "", *above, *rows]
