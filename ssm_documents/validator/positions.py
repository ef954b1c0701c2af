"""Where each key and value of a document stands in its text, and what was wrong with the text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from ssm_documents.validator.finding import Path, Place

TroubleKind = Literal[
    "syntax", "not-a-map", "duplicate-key", "reference-as-map", "size", "depth", "key", "tag"
]

MAX_DEPTH = 64
"""Nesting that no runbook needs; deeper ones are refused before anything recurses into them."""
MAX_NODES = 100_000
"""More values than 64 KB of text can hold without aliases that multiply."""
MAX_BITS = 4096
"""Of a whole number; Python refuses to print much longer ones."""
MAX_TEXT = 250_000
"""Characters; a longer text is not even parsed, for SSM takes 64 KB."""


@dataclass(frozen=True)
class Trouble:
    """Something wrong with the text or the bare structure, found before any step was looked at."""

    kind: TroubleKind
    message: str
    hint: str = ""
    path: Path = ()
    place: Place | None = None


@dataclass(frozen=True)
class Positions:
    """The places of one text, by path, and its `size` in bytes of UTF-8."""

    values: Mapping[Path, Place] = field(default_factory=dict)
    keys: Mapping[Path, Place] = field(default_factory=dict)
    troubles: tuple[Trouble, ...] = ()
    size: int | None = None
    file: str = ""

    def place(self, path: Path, *, at_key: bool = False) -> Place | None:
        """The place of the value (or of its key); of the nearest enclosing value if unknown."""
        if at_key and path in self.keys:
            return self.keys[path]
        for length in range(len(path), -1, -1):
            if path[:length] in self.values:
                return self.values[path[:length]]
        return None


def measure(document: object) -> Trouble | None:
    """Say whether a structure is too deep or too large to be judged; never recurses."""
    waiting: list[tuple[object, int]] = [(document, 0)]
    seen = 0
    while waiting:
        value, depth = waiting.pop()
        seen += 1
        if depth > MAX_DEPTH:
            return too_deep()
        if isinstance(value, int) and value.bit_length() > MAX_BITS:
            return Trouble("depth", "document holds a number of more than a thousand digits")
        if seen > MAX_NODES:
            return too_many()
        waiting.extend((child, depth + 1) for child in _children(value))
    return None


def too_deep(path: Path = (), place: Place | None = None) -> Trouble:
    """The refusal of a structure nested deeper than any runbook."""
    return Trouble("depth", f"document is nested deeper than {MAX_DEPTH} levels", "", path, place)


def too_many(path: Path = (), place: Place | None = None) -> Trouble:
    """The refusal of a structure with more values than fit into 64 KB."""
    message = f"document holds more than {MAX_NODES:,} values"
    return Trouble("depth", message, "write out what YAML aliases repeat", path, place)


def _children(value: object) -> Sequence[Any]:
    if isinstance(value, Mapping):
        return list(value.values())
    return value if isinstance(value, list | tuple) else ()
