"""Parameters at the start of an execution: lists of strings in, typed values out."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from muster.embedded.aws.automation.references import as_text
from muster.embedded.aws.automation.types import fits, kind_of

Declared = Mapping[str, Mapping[str, Any]]


class InvalidParametersError(ValueError):
    """The parameters do not fit the document; the text names every mistake."""


def bound(declared: Declared, given: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Every declared parameter with its typed value, defaults filled in.

    `InvalidParametersError` for unknown and missing ones, wrong types, values that are not allowed.
    """
    mistakes = [
        f"parameter `{name}` is not in the document" for name in given if name not in declared
    ]
    values = {}
    for name, declaration in declared.items():
        try:
            values[name] = _value(name, declaration, given)
            mistakes += _limit_mistakes(name, declaration, values[name])
        except (ValueError, TypeError) as error:
            mistakes.append(str(error))
    if mistakes:
        raise InvalidParametersError("; ".join(mistakes))
    return values


def written(value: Any) -> list[str]:
    """A typed value as the API shows it: a list of strings."""
    items = value if isinstance(value, list) else [value]
    return [as_text(item) for item in items]


def _value(name: str, declaration: Mapping[str, Any], given: Mapping[str, Sequence[str]]) -> Any:
    kind = kind_of(str(declaration.get("type", "String")))
    if name not in given:
        return _default(name, declaration, kind)
    strings = list(given[name])
    if kind not in ("StringList", "MapList") and len(strings) != 1:
        raise ValueError(f"parameter `{name}` is a {kind} and takes one value, not {len(strings)}")
    try:
        value = _READERS[kind](strings)
    except (ValueError, KeyError):
        value = None
    if not fits(value, kind):
        raise ValueError(f"parameter `{name}` is a {kind}; {strings} is none")
    return value


def _default(name: str, declaration: Mapping[str, Any], kind: str) -> Any:
    if "default" not in declaration:
        raise ValueError(f"parameter `{name}` is required")
    default = declaration["default"]
    if isinstance(default, str) and kind != "String":
        return _READERS[kind]([default]) if default else _READERS["StringList"]([])
    return default


def _boolean(text: str) -> bool:
    return {"true": True, "false": False}[text.lower()]


def _maps(strings: Sequence[str]) -> list[Any]:
    values = [json.loads(text) for text in strings]
    return values[0] if len(values) == 1 and isinstance(values[0], list) else values


_READERS: Mapping[str, Callable[[Sequence[str]], Any]] = {
    "String": lambda strings: strings[0],
    "StringList": list,
    "Integer": lambda strings: int(strings[0]),
    "Boolean": lambda strings: _boolean(strings[0]),
    "StringMap": lambda strings: json.loads(strings[0]),
    "MapList": _maps,
}


def _limit_mistakes(name: str, declaration: Mapping[str, Any], value: Any) -> list[str]:
    items = value if isinstance(value, list) else [value]
    mistakes = []
    allowed, pattern = declaration.get("allowedValues"), declaration.get("allowedPattern")
    if allowed and any(item not in allowed for item in items):
        mistakes.append(f"parameter `{name}` must be one of {list(allowed)}; it is {value!r}")
    if pattern and any(not re.fullmatch(pattern, as_text(item)) for item in items):
        mistakes.append(f"parameter `{name}` must match `{pattern}`; it is {value!r}")
    for key, measure in (
        ("Chars", [len(as_text(item)) for item in items]),
        ("Items", [len(items)]),
    ):
        low, high = declaration.get(f"min{key}", 0), declaration.get(f"max{key}", float("inf"))
        if not all(int(low) <= size <= float(high) for size in measure):
            mistakes.append(f"parameter `{name}` must have {low} to {high} {key.lower()}")
    return mistakes
