"""`{{ name }}` in step inputs: found and replaced.

A string that is one reference and nothing else takes the value with its type; inside other text the
value is written out. What comes in is not searched again (Systems Manager User Guide, "Using action
outputs as inputs").
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

REFERENCE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")

Lookup = Callable[[str], Any]


class UnresolvedError(LookupError):
    """A reference names something that is not there (yet)."""


def resolved(value: Any, lookup: Lookup) -> Any:
    """`value` with every reference replaced, at any depth; keys of mappings stay as they are.

    Raises what `lookup` raises, usually `UnresolvedError`.
    """
    if isinstance(value, str):
        return _resolved_text(value, lookup)
    if isinstance(value, Mapping):
        return {key: resolved(item, lookup) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [part for item in value for part in _resolved_item(item, lookup)]
    return value


def references_in(value: Any) -> Iterator[str]:
    """The name of every reference inside `value`, at any depth."""
    if isinstance(value, str):
        yield from REFERENCE.findall(value)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from references_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from references_in(item)


def as_text(value: Any) -> str:
    """A value as SSM writes it into a text: strings bare, everything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))


def _resolved_item(item: Any, lookup: Lookup) -> list[Any]:
    """An item of a list; one that is a reference to a list takes its place item by item.

    So the User Guide's `InstanceIds: ['{{ InstanceIds }}']` works ("aws:runCommand").
    """
    found = resolved(item, lookup)
    return found if isinstance(item, str) and isinstance(found, list) else [found]


def _resolved_text(text: str, lookup: Lookup) -> Any:
    if "{{" not in text:
        return text
    alone = REFERENCE.fullmatch(text.strip())
    if alone is not None:
        return lookup(alone.group(1))
    return REFERENCE.sub(lambda found: as_text(lookup(found.group(1))), text)
