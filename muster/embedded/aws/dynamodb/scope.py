"""What an expression is judged in: an item, and what its placeholders stand for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from muster.embedded.aws.dynamodb.tokens import Path
from muster.embedded.aws.dynamodb.values import Item, Value

Parts = tuple[str | int, ...]


@dataclass(frozen=True)
class Scope:
    """An item with the names and values of a request. All placeholders are known to be defined."""

    item: Item
    names: Mapping[str, str]
    values: Mapping[str, Value]

    def resolve(self, path: Path) -> Parts:
        """The path with its names filled in."""
        return resolved(path, self.names)

    def find(self, path: Path) -> Value | None:
        """The value at a path; None if there is none."""
        return find(self.item, self.resolve(path))


def resolved(path: Path, names: Mapping[str, str]) -> Parts:
    """A path with its names filled in."""
    return tuple(
        names[part] if isinstance(part, str) and part.startswith("#") else part
        for part in path.parts
    )


def find(item: Item, parts: Parts) -> Value | None:
    """The value at resolved parts; None if there is none."""
    here: Any = {"M": item}
    for part in parts:
        if isinstance(part, str):
            here = here.get("M", {}).get(part)
        else:
            items = here.get("L", ())
            here = items[part] if part < len(items) else None
        if here is None:
            return None
    found: Value = here
    return found
