"""Checks and how to combine them: each takes a value and its JSON pointer, and yields mistakes."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from muster.embedded.slack.blocks.mistakes import Mistake

Check = Callable[[Any, str], Iterator[Mistake]]
Keys = Mapping[str, Check]

ANY_LENGTH = 10**9


def string(most: int = ANY_LENGTH, least: int = 1) -> Check:
    """A JSON string of `least` to `most` characters."""

    def check(value: Any, at: str) -> Iterator[Mistake]:
        if not isinstance(value, str):
            yield wrong_type(at, "a string", value)
        elif len(value) < least:
            yield Mistake("too_short", at, f"must be at least {least} character(s) long")
        elif len(value) > most:
            yield Mistake(
                "too_long", at, f"must be at most {most} characters long, has {len(value)}"
            )

    return check


def pattern(expression: str, says: str, most: int = ANY_LENGTH) -> Check:
    """A JSON string that matches all of `expression`, which `says` describes to a reader."""
    compiled, text = re.compile(expression), string(most)

    def check(value: Any, at: str) -> Iterator[Mistake]:
        yield from text(value, at)
        if isinstance(value, str) and not compiled.fullmatch(value):
            yield Mistake("bad_value", at, f"must be {says}")

    return check


def integer(least: int, most: int) -> Check:
    """A JSON integer in a range, ends included."""

    def check(value: Any, at: str) -> Iterator[Mistake]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield wrong_type(at, "an integer", value)
        elif not least <= value <= most:
            yield Mistake("bad_value", at, f"must be between {least} and {most}, is {value}")

    return check


def number(value: Any, at: str) -> Iterator[Mistake]:
    """Any JSON number."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield wrong_type(at, "a number", value)


def flag(value: Any, at: str) -> Iterator[Mistake]:
    """A JSON boolean."""
    if not isinstance(value, bool):
        yield wrong_type(at, "true or false", value)


def anything(_value: Any, _at: str) -> Iterator[Mistake]:
    """No demands."""
    yield from ()


def one_of(*allowed: object) -> Check:
    """Exactly one of some values."""
    listed = ", ".join(str(value) for value in allowed)

    def check(value: Any, at: str) -> Iterator[Mistake]:
        if value not in allowed:
            yield Mistake("bad_value", at, f"must be one of {listed}, is {value!r}")

    return check


def each(item: Check, most: int = ANY_LENGTH, least: int = 1) -> Check:
    """A JSON list of `least` to `most` values that all pass `item`."""

    def check(value: Any, at: str) -> Iterator[Mistake]:
        if not isinstance(value, list):
            yield wrong_type(at, "a list", value)
            return
        if len(value) < least:
            yield Mistake("too_few", at, f"must have at least {least} item(s)")
        if len(value) > most:
            yield Mistake("too_many", at, f"must have at most {most} items, has {len(value)}")
        for index, inner in enumerate(value):
            yield from item(inner, f"{at}/{index}")

    return check


def shape(
    required: Keys | None = None, optional: Keys | None = None, rules: Iterable[Check] = ()
) -> Check:
    """A JSON object with these keys and no others; `rules` then look at the whole object."""
    needed, known = required or {}, {**(required or {}), **(optional or {})}

    def check(value: Any, at: str) -> Iterator[Mistake]:
        if not isinstance(value, dict):
            yield wrong_type(at, "an object", value)
            return
        for key in needed:
            if key not in value:
                yield Mistake("missing", at, f"needs `{key}`")
        for key, inner in value.items():
            place = f"{at}/{key.replace('~', '~0').replace('/', '~1')}"
            if key in known:
                yield from known[key](inner, place)
            else:
                yield Mistake("unknown_key", place, f"unknown key `{key}`")
        for rule in rules:
            yield from rule(value, at)

    return check


def typed(kinds: Mapping[str, Check], what: str, elsewhere: Iterable[str] = ()) -> Check:
    """A JSON object whose `type` picks its check; `elsewhere` are types known in other places."""
    places = frozenset(elsewhere)

    def check(value: Any, at: str) -> Iterator[Mistake]:
        if not isinstance(value, dict):
            yield wrong_type(at, "an object", value)
            return
        kind = value.get("type")
        if isinstance(kind, str) and kind in kinds:
            yield from kinds[kind](value, at)
        elif "type" not in value:
            yield Mistake("missing", at, "needs `type`")
        elif kind in places:
            yield Mistake("elsewhere_only", f"{at}/type", f"{kind} is not allowed as {what}")
        else:
            yield Mistake("unknown_type", f"{at}/type", f"unsupported type: {kind}")

    return check


def any_of(*keys: str) -> Check:
    """A rule for `shape`: at least one of the keys is there."""
    listed = " or ".join(f"`{key}`" for key in keys)

    def check(value: Any, at: str) -> Iterator[Mistake]:
        if not any(key in value for key in keys):
            yield Mistake("missing", at, f"needs {listed}")

    return check


def exactly_one_of(*keys: str) -> Check:
    """A rule for `shape`: one of the keys is there, and only one."""
    listed = " or ".join(f"`{key}`" for key in keys)

    def check(value: Any, at: str) -> Iterator[Mistake]:
        found = sum(key in value for key in keys)
        if found == 0:
            yield Mistake("missing", at, f"needs {listed}")
        elif found > 1:
            yield Mistake("bad_value", at, f"takes only one of {listed}")

    return check


def wrong_type(at: str, wanted: str, value: object) -> Mistake:
    """What `typed`, `each` and the others say about a value of another JSON type."""
    return Mistake("wrong_type", at, f"must be {wanted}, is {type(value).__name__}")
