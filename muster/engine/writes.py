"""Writes to the run table as data: what is set, where, and under which condition.

The engine returns them; scripts and adapters only carry them out. Every write of `muster` is
conditional, so that repeating it after a crash changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from muster.engine.keys import Key

Condition = tuple[str, str, Any]


def absent(name: str) -> Condition:
    """The attribute must not exist (with a key attribute: the item must not)."""
    return ("absent", name, None)


def equals(name: str, value: Any) -> Condition:
    """The attribute must have this value."""
    return ("equals", name, value)


def free_or(name: str, value: Any) -> Condition:
    """The attribute must not exist, or have this value: how an execution claims what it owns."""
    return ("free_or", name, value)


def one_of(name: str, values: Any) -> Condition:
    """The attribute must have one of these values."""
    return ("one_of", name, tuple(sorted(str(value) for value in values)))


def below(name: str, value: int) -> Condition:
    """The attribute must not exist, or be less than the number."""
    return ("below", name, value)


@dataclass(frozen=True)
class Write:
    """One conditional write: `put` replaces the item, `update` sets and removes attributes."""

    key: Key
    values: Mapping[str, Any]
    when: tuple[Condition, ...] = ()
    remove: tuple[str, ...] = ()
    kind: str = "update"


def put(key: Key, values: Mapping[str, Any], *when: Condition) -> Write:
    """Replace the whole item."""
    return Write(key, values, when, kind="put")


def update(
    key: Key, values: Mapping[str, Any], *when: Condition, remove: tuple[str, ...] = ()
) -> Write:
    """Set some attributes of an item, remove others."""
    return Write(key, values, when, remove)


def delete(key: Key, *when: Condition) -> Write:
    """Remove the item."""
    return Write(key, {}, when, kind="delete")


def check(key: Key, *when: Condition) -> Write:
    """Write nothing, but fail the transaction unless the condition holds."""
    return Write(key, {}, when, kind="check")


class Expressions:
    """Builds DynamoDB's expressions with placeholders; no value or name enters them as text."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.values: dict[str, Any] = {}

    def name(self, attribute: str) -> str:
        """The placeholder of an attribute name."""
        placeholder = f"#n{len(self.names)}"
        known = {attribute_: key for key, attribute_ in self.names.items()}
        return known.get(attribute) or self._remember(placeholder, attribute)

    def _remember(self, placeholder: str, attribute: str) -> str:
        self.names[placeholder] = attribute
        return placeholder

    def value(self, value: Any) -> str:
        """The placeholder of a value."""
        placeholder = f":v{len(self.values)}"
        self.values[placeholder] = value
        return placeholder

    def condition(self, when: tuple[Condition, ...]) -> str:
        """All conditions, joined by AND."""
        return " AND ".join(CONDITIONS[kind](self, name, value) for kind, name, value in when)

    def changes(self, write: Write) -> str:
        """The update expression of a write."""
        sets = [f"{self.name(key)} = {self.value(value)}" for key, value in write.values.items()]
        removes = [self.name(key) for key in write.remove]
        parts = ["SET " + ", ".join(sets)] if sets else []
        return " ".join([*parts, "REMOVE " + ", ".join(removes)] if removes else parts)


def _render_absent(made: Expressions, name: str, _value: Any) -> str:
    return f"attribute_not_exists({made.name(name)})"


def _render_equals(made: Expressions, name: str, value: Any) -> str:
    return f"{made.name(name)} = {made.value(value)}"


def _render_free_or(made: Expressions, name: str, value: Any) -> str:
    place = made.name(name)
    return f"(attribute_not_exists({place}) OR {place} = {made.value(value)})"


def _render_one_of(made: Expressions, name: str, values: Any) -> str:
    return f"{made.name(name)} IN ({', '.join(made.value(value) for value in values)})"


def _render_below(made: Expressions, name: str, value: Any) -> str:
    place = made.name(name)
    return f"(attribute_not_exists({place}) OR {place} < {made.value(value)})"


CONDITIONS = {
    "absent": _render_absent,
    "equals": _render_equals,
    "free_or": _render_free_or,
    "one_of": _render_one_of,
    "below": _render_below,
}
