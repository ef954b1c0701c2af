"""One error of pydantic's, seen where it stands in the file."""

import json
from dataclasses import dataclass
from typing import Any

from muster.model.base import Model
from muster.model.reading.nodes import Node
from muster.model.schema import field_at, keys_at
from muster.model.text import quoted


@dataclass(frozen=True)
class Misfit:
    """An error of kind `kind` at `path` of `model`; `nodes` lead from the root to the value.

    If the value is missing, the last node is the one that lacks it.
    """

    model: type[Model]
    kind: str
    path: tuple[int | str, ...]
    context: dict[str, Any]
    nodes: list[Node]

    @property
    def node(self) -> Node:
        """The value, or what lacks it."""
        return self.nodes[-1]

    @property
    def parent(self) -> Node:
        """What the value stands in."""
        return self.nodes[-2] if len(self.nodes) > 1 else self.nodes[-1]

    @property
    def about(self) -> str:
        """The value's name in a sentence: its key, or `entry 2 of` the list's key."""
        path = self.path[: len(self.nodes) - 1]
        key = next((quoted(part) for part in reversed(path) if isinstance(part, str)), "the file")
        if path and isinstance(path[-1], int):
            return f"entry {path[-1] + 1} of {key}"
        return key

    @property
    def field(self) -> dict[str, Any]:
        """The JSON Schema of the place."""
        return field_at(self.model, self.path)

    @property
    def siblings(self) -> list[str]:
        """The keys that may stand beside the value."""
        return keys_at(self.model, self.path[:-1])

    @property
    def example(self) -> str:
        """How the value may look, as flow YAML."""
        examples = self.field.get("examples", [])
        return json.dumps(examples[0], ensure_ascii=False) if examples else ""
