"""Cutting pieces out of a source by the positions of its syntax tree."""

import ast
import io
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Edit:
    """Characters `start` to `end` of a source give way to `text`."""

    start: int
    end: int
    text: str = ""


def lines_of(source: str) -> list[str]:
    """The lines with their ends, as Python counts them (`str.splitlines` also splits at U+2028)."""
    return io.StringIO(source).readlines()


class Positions:
    """Offsets in a source: the tree counts lines from 1 and columns in UTF-8 bytes."""

    def __init__(self, source: str) -> None:
        self._lines = lines_of(source)
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))

    def at(self, line: int, byte_column: int) -> int:
        """The offset of a place that `ast` names."""
        text = self._lines[line - 1] if line <= len(self._lines) else ""
        column = byte_column if text.isascii() else len(text.encode()[:byte_column].decode())
        return self._starts[line - 1] + column

    def in_line(self, line: int, column: int) -> int:
        """The offset of a place that `tokenize` names: it counts characters."""
        return self._starts[line - 1] + column

    def start(self, node: ast.expr | ast.stmt | ast.arg) -> int:
        """Where a node begins."""
        return self.at(node.lineno, node.col_offset)

    def end(self, node: ast.expr | ast.stmt | ast.arg) -> int:
        """Where a node ends."""
        return self.at(node.end_lineno or node.lineno, node.end_col_offset or 0)


def apply(source: str, edits: Iterable[Edit]) -> str:
    """The source after all edits, which do not overlap."""
    parts, position = [], 0
    for edit in sorted(edits):
        parts += [source[position : edit.start], edit.text]
        position = edit.end
    return "".join([*parts, source[position:]])
