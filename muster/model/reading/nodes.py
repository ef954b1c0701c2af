"""A YAML file as a tree that remembers its places."""

from dataclasses import dataclass
from typing import Any, NamedTuple

Scalar = str | int | bool | None


class Place(NamedTuple):
    """Line and column, both from 1."""

    line: int
    column: int


@dataclass(slots=True, eq=False)
class Node:
    """A value of the file: a scalar, a list, or a mapping in file order.

    `is_refused`: a problem about the value itself is on record, so nothing more is said of it.
    `is_doubtful`: one of its keys is refused, so nothing is concluded from what it lacks.
    """

    place: Place
    value: "Scalar | list[Node] | dict[str, Node]"
    raw: str = ""
    key_place: Place | None = None
    is_refused: bool = False
    is_doubtful: bool = False

    @property
    def text(self) -> str | None:
        """The value if it is text."""
        return self.value if isinstance(self.value, str) else None

    @property
    def items(self) -> "list[Node]":
        """The items of a list, else nothing."""
        return self.value if isinstance(self.value, list) else []

    @property
    def entries(self) -> "dict[str, Node]":
        """The entries of a mapping, else nothing."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def key(self) -> Place:
        """Where its key stands, else where it stands itself."""
        return self.key_place or self.place

    def get(self, key: str) -> "Node | None":
        """The entry `key` of a mapping, unless there is none or it is refused."""
        node = self.entries.get(key)
        return None if node is None or node.is_refused else node

    def list_at(self, key: str) -> "list[Node]":
        """The items of the list at `key` that are not refused."""
        node = self.get(key)
        return [item for item in node.items if not item.is_refused] if node else []

    def texts_at(self, key: str) -> "list[tuple[str, Node]]":
        """The texts of the list at `key`, each with its node."""
        return [(item.text, item) for item in self.list_at(key) if item.text is not None]

    def plain(self) -> Any:
        """The same as plain Python values."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def along(self, path: tuple[int | str, ...]) -> "list[Node]":
        """The nodes from this one down `path`, as far as it leads."""
        nodes = [self]
        for part in path:
            below = nodes[-1].child(part)
            if below is None:
                break
            nodes.append(below)
        return nodes

    def child(self, part: int | str) -> "Node | None":
        """The entry of a mapping, or the item of a list, if it is there."""
        if isinstance(part, str):
            return self.entries.get(part)
        return self.items[part] if part < len(self.items) else None
