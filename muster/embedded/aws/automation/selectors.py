"""The JSONPath that SSM documents: child, deep scan, index (User Guide, "Using JSONPath")."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

MISSING = object()
_TOKEN = re.compile(r"(\.\.|\.)([A-Za-z0-9_\-]+)|\[(\d+)\]")


class SelectorError(ValueError):
    """A selector uses more than child `.x`, deep scan `..x` and index `[n]`."""


def select(selector: str, answer: Any) -> Any:
    """What `selector` finds in `answer`; `MISSING` if nothing, a list after a deep scan."""
    found = answer
    for operator, name, index in _tokens(selector):
        if operator == "..":
            found = list(_deep(found, name))
        elif operator == ".":
            found = _child(found, name)
        else:
            found = _item(found, int(index))
        if found is MISSING:
            return MISSING
    return found


def plain(value: Any) -> Any:
    """An API answer as JSON knows it: times as ISO 8601, bytes as text, decimals as numbers."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items() if key != "ResponseMetadata"}
    if isinstance(value, list | tuple | set):
        return [plain(item) for item in value]
    return _plain_scalar(value)


def _plain_scalar(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if hasattr(value, "read"):
        return value.read().decode(errors="replace")
    return value


@cache
def _tokens(selector: str) -> tuple[tuple[str, str, str], ...]:
    text = selector.strip()
    if not text.startswith("$"):
        raise SelectorError(f"selector `{selector}` does not begin with $")
    tokens, position = [], 1
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise SelectorError(
                f"selector `{selector}` is not understood from `{text[position:]}` on"
            )
        tokens.append((match[1] or "", match[2] or "", match[3] or ""))
        position = match.end()
    return tuple(tokens)


def _child(value: Any, name: str) -> Any:
    return value.get(name, MISSING) if isinstance(value, Mapping) else MISSING


def _item(value: Any, index: int) -> Any:
    if isinstance(value, Sequence) and not isinstance(value, str) and index < len(value):
        return value[index]
    return MISSING


def _deep(value: Any, name: str) -> Iterator[Any]:
    if isinstance(value, Mapping):
        if name in value:
            yield value[name]
        for item in value.values():
            yield from _deep(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _deep(item, name)
