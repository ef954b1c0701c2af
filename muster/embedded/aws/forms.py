"""YAML files with a fixed form (inventories, fault scripts): read strictly, all mistakes at once.

A form is a table of fields; each field has a reader, which turns a value into what the code wants
or tells what is wrong with it and where.
"""

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from muster.embedded.aws.places import MISSING, Path, Reading, parse

Read = Callable[["Reading", Path, Any], Any]
"""Gives the value as the code wants it, or `MISSING` after telling the `Reading` what is wrong."""


@dataclass(frozen=True)
class Field:
    """One key of a mapping. A key that is absent and not required is left out of what is read.

    `means` is for the page that is made of a form.
    """

    read: Read
    required: bool = False
    means: str = ""


def load(text: str, name: str, fields: Mapping[str, Field]) -> tuple[dict[str, Any], Reading]:
    """Read a file whose top is a mapping of `fields`; call `finish()` after checks of your own.

    Raises `FormError` at once for what is no YAML, or none that could be read with places.
    """
    reading = Reading(name)
    document = parse(text, reading)
    reading.finish()
    values = record(fields)(reading, (), {} if document is None else document)
    if values is MISSING:
        reading.finish()
    return values, reading


def record(fields: Mapping[str, Field]) -> Read:
    """A mapping with these keys and no others; gives a dict of those that are there."""

    def read(reading: Reading, path: Path, value: Any) -> Any:
        if not isinstance(value, dict):
            return reading.wrong(path, f"must be a mapping with the keys {_listed(fields)}")
        for key in value:
            if key not in fields:
                reading.wrong((*path, key), f"unknown key; {_suggestion(key, fields)}")
        for key, one in fields.items():
            if one.required and key not in value:
                reading.wrong(path, f"the key {key} is missing")
        present = {key: one for key, one in fields.items() if value.get(key) is not None}
        found = {key: one.read(reading, (*path, key), value[key]) for key, one in present.items()}
        return {key: item for key, item in found.items() if item is not MISSING}

    return read


def list_of(read_item: Read) -> Read:
    """A list; gives a tuple of the items that were right."""

    def read(reading: Reading, path: Path, value: Any) -> Any:
        if not isinstance(value, list):
            return reading.wrong(path, "must be a list")
        items = [read_item(reading, (*path, at), item) for at, item in enumerate(value)]
        return tuple(item for item in items if item is not MISSING)

    return read


def map_of(read_item: Read) -> Read:
    """A mapping with names of one's own choice as keys."""

    def read(reading: Reading, path: Path, value: Any) -> Any:
        if not isinstance(value, dict):
            return reading.wrong(path, "must be a mapping from names to values")
        items = {key: read_item(reading, (*path, key), item) for key, item in value.items()}
        return {key: item for key, item in items.items() if item is not MISSING}

    return read


def text(pattern: str = r"[^\x00-\x1f]+", what: str = "text on one line") -> Read:
    """A string that matches `pattern` as a whole; anything else that YAML made of it is refused."""
    expression = re.compile(pattern)

    def read(reading: Reading, path: Path, value: Any) -> Any:
        if not isinstance(value, str):
            spelled = reading.spelled.get(path)
            hint = f': write it in quotes, "{spelled}"' if spelled is not None else ""
            return reading.wrong(path, f"must be {what}{hint}")
        return value if expression.fullmatch(value) else reading.wrong(path, f"must be {what}")

    return read


def number(low: float, high: float = float("inf"), *, whole: bool = False) -> Read:
    """A number from `low` to `high`, both included."""
    noun = "whole number" if whole else "number"
    span = f"of {low} or more" if high == float("inf") else f"from {low} to {high}"

    def read(reading: Reading, path: Path, value: Any) -> Any:
        right_type = isinstance(value, int) or (isinstance(value, float) and not whole)
        if isinstance(value, bool) or not right_type or not low <= value <= high:
            return reading.wrong(path, f"must be a {noun} {span}")
        return value

    return read


def choice(*options: str) -> Read:
    """One of a few words."""

    def read(reading: Reading, path: Path, value: Any) -> Any:
        if value in options:
            return value
        return reading.wrong(path, _suggestion(str(value), options))

    return read


def flag(reading: Reading, path: Path, value: Any) -> Any:
    """True or false."""
    return value if isinstance(value, bool) else reading.wrong(path, "must be true or false")


def seconds(reading: Reading, path: Path, value: Any) -> Any:
    """A length of time: `90` or `90s`, `15m`, `2h`; gives seconds."""
    match = _DURATION.fullmatch(str(value))
    if match is None or isinstance(value, bool):
        return reading.wrong(path, "must be a length of time such as 90s, 15m or 2h")
    return float(match[1]) * _UNITS[match[2]]


def anything(_reading: Reading, _path: Path, value: Any) -> Any:
    """Any value that JSON has too."""
    return value


_DURATION = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)(s|m|h|)")
_UNITS = {"": 1.0, "s": 1.0, "m": 60.0, "h": 3600.0}


def _suggestion(wrong: str, known: Sequence[str] | Mapping[str, Any]) -> str:
    close = difflib.get_close_matches(wrong, list(known), n=1)
    return f"did you mean {close[0]}?" if close else f"it may be {_listed(known)}"


def _listed(names: Sequence[str] | Mapping[str, Any]) -> str:
    return ", ".join(names)
