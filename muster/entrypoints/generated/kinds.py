"""A JSON Schema type as a word or two for a table."""

from collections.abc import Iterator
from typing import Any

from muster.model.base import Mode
from muster.model.durations import PATTERN
from muster.model.health import Check
from muster.model.people import Role
from muster.model.schema import values_of


def kind_of(schema: dict[str, Any]) -> str:
    """Return what may be written there: `list of [Wave](#wave)`, `duration`, `1` to `5`."""
    if "$ref" in schema:
        return _link(schema["$ref"])
    if "anyOf" in schema:
        return " or ".join(kind_of(branch) for branch in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(f"`{word}`" for word in schema["enum"])
    return _KINDS[schema.get("type", "string")](schema)


def read_references(schema: Any) -> Iterator[str]:
    """Yield the names of the definitions that `schema` refers to, in its order."""
    if isinstance(schema, list):
        for part in schema:
            yield from read_references(part)
    elif isinstance(schema, dict):
        for key, part in schema.items():
            if key == "$ref":
                yield part.rsplit("/", 1)[-1]
            else:
                yield from read_references(part)


_WORDS = {kind.__name__: ", ".join(f"`{word}`" for word in kind) for kind in (Mode, Check, Role)}


def _link(reference: str) -> str:
    name = reference.rsplit("/", 1)[-1]
    return _WORDS.get(name) or f"[{name}](#{name.lower()})"


def _text(schema: dict[str, Any]) -> str:
    if schema.get("pattern") == PATTERN:
        return "duration"
    longest = schema.get("maxLength")
    return f"text, at most {longest} characters" if longest else "text"


def _number(schema: dict[str, Any]) -> str:
    if "minimum" in schema and "maximum" in schema:
        return f"{schema['minimum']} to {schema['maximum']}"
    return "whole number"


def _list(schema: dict[str, Any]) -> str:
    return f"list of {kind_of(schema['items'])}"


def _mapping(schema: dict[str, Any]) -> str:
    if "properties" in schema:
        return "mapping of " + ", ".join(f"`{key}`" for key in schema["properties"])
    values = values_of(schema)
    return f"mapping of names to {kind_of(values)}" if isinstance(values, dict) else "mapping"


_KINDS = {"string": _text, "integer": _number, "array": _list, "object": _mapping}
