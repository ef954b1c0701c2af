"""The check that every AWS front door makes before a handler runs, driven by the botocore model.

boto3 itself checks required members, types and minima only, and moto checks nothing; so requests of
other clients, and our own answers, are checked here against everything that the model says.
"""

import functools
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import regex
from botocore.model import Shape

Found = Iterator[str]
Breaches = Iterator[tuple[str, str]]  # the shape's name, and the text


def constraint_mistakes(shape: Shape | None, value: Any, exempt: Collection[str] = ()) -> list[str]:
    """What is wrong with `value` by the constraints of `shape`, each in the words that AWS uses.

    Required members, lengths, ranges, enums, patterns and unions; the value must already have the
    right types (see `type_mistakes`). Shapes named in `exempt` are let through. Paths are spelled
    as by AWS: `sourceServers.1.member`.
    """
    if shape is None:
        return []
    return [text for name, text in _check(shape, value, "") if name not in exempt]


def validation_message(mistakes: Sequence[str]) -> str:
    """All mistakes as the one text of a `ValidationException`."""
    noun = "error" if len(mistakes) == 1 else "errors"
    return f"{len(mistakes)} validation {noun} detected: {'; '.join(mistakes)}"


def type_mistakes(shape: Shape | None, value: Any, path: str = "") -> list[str]:
    """Where `value` is not of the type that `shape` asks for, or has members unknown to it."""
    return [] if shape is None else list(_types(shape, value, path))


@functools.cache
def compiled(pattern: str) -> Any:
    """A model's pattern as a compiled expression; None if no engine here understands it."""
    for engine in (re, regex):
        try:
            return engine.compile(pattern)
        except (re.error, regex.error):
            continue
    return None


def _check(shape: Shape, value: Any, path: str) -> Breaches:
    checker = _CHECKERS.get(shape.type_name)
    if checker is not None:
        yield from checker(shape, value, path)


def _check_structure(shape: Any, value: Mapping[str, Any], path: str) -> Breaches:
    if shape.metadata.get("union"):
        yield from _check_union(shape, value, path)
    for name in shape.required_members:
        if value.get(name) is None:
            yield _failed(shape, None, _join(path, name), "Member must not be null")
    members = shape.members
    for name, member in value.items():
        if member is not None and name in members:
            yield from _check(members[name], member, _join(path, name))


def _check_union(shape: Shape, value: Mapping[str, Any], path: str) -> Breaches:
    chosen = [name for name, member in value.items() if member is not None]
    if len(chosen) != 1:
        yield _failed(shape, ", ".join(chosen), path, "Member must have exactly one member set")


def _check_list(shape: Any, value: Sequence[Any], path: str) -> Breaches:
    yield from _check_size(shape, value, path, "length")
    for number, item in enumerate(value, start=1):
        yield from _check(shape.member, item, f"{path}.{number}.member")


def _check_map(shape: Any, value: Mapping[str, Any], path: str) -> Breaches:
    yield from _check_size(shape, value, path, "length")
    for key, item in value.items():
        yield from _check(shape.key, key, f"{path}.key")
        yield from _check(shape.value, item, f"{path}.{key}.member")


def _check_string(shape: Any, value: str, path: str) -> Breaches:
    yield from _check_size(shape, value, path, "length")
    enum = shape.metadata.get("enum")
    if enum and value not in enum:
        constraint = f"Member must satisfy enum value set: [{', '.join(enum)}]"
        yield _failed(shape, _shown(shape, value), path, constraint)
    pattern = shape.metadata.get("pattern")
    expression = compiled(pattern) if pattern else None
    if expression is not None and not expression.fullmatch(value):
        constraint = f"Member must satisfy regular expression pattern: {pattern}"
        yield _failed(shape, _shown(shape, value), path, constraint)


def _check_blob(shape: Any, value: Any, path: str) -> Breaches:
    yield from _check_size(shape, value, path, "length")


def _check_number(shape: Any, value: float, path: str) -> Breaches:
    yield from _check_bounds(shape, value, value, path, "value")


def _check_size(shape: Any, value: Any, path: str, what: str) -> Breaches:
    yield from _check_bounds(shape, len(value), value, path, what)


def _check_bounds(shape: Any, measure: float, value: Any, path: str, what: str) -> Breaches:
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if low is not None and measure < low:
        constraint = f"Member must have {what} greater than or equal to {low}"
        yield _failed(shape, _shown(shape, value), path, constraint)
    if high is not None and measure > high:
        constraint = f"Member must have {what} less than or equal to {high}"
        yield _failed(shape, _shown(shape, value), path, constraint)


def _failed(shape: Shape, shown: str | None, path: str, constraint: str) -> tuple[str, str]:
    value = "null" if shown is None else f"'{shown}'"
    value = "" if shown is _UNSHOWN else f" {value}"
    return shape.name, f"Value{value} at '{path}' failed to satisfy constraint: {constraint}"


def _shown(shape: Shape, value: Any) -> str:
    if shape.metadata.get("sensitive"):
        return _UNSHOWN
    if isinstance(value, str | int | float):
        return str(value)
    return f"[{shape.name}]"


def _join(path: str, name: str) -> str:
    spelled = name[:1].lower() + name[1:]
    return f"{path}.{spelled}" if path else spelled


_UNSHOWN = "\0"  # a sensitive value: AWS leaves it out of the text

_CHECKERS: Mapping[str, Callable[[Any, Any, str], Breaches]] = {
    "structure": _check_structure,
    "list": _check_list,
    "map": _check_map,
    "string": _check_string,
    "blob": _check_blob,
    "integer": _check_number,
    "long": _check_number,
    "float": _check_number,
    "double": _check_number,
}


def _types(shape: Shape, value: Any, path: str) -> Found:
    wanted = _PYTHON_TYPES[shape.type_name]
    boolean = isinstance(value, bool) and shape.type_name != "boolean"
    if not isinstance(value, wanted) or boolean:
        yield f"{path or 'the answer'}: a {shape.type_name} is not a {type(value).__name__}"
        return
    inside = _INSIDE.get(shape.type_name)
    if inside is not None:
        yield from inside(shape, value, path)


def _types_of_members(shape: Any, value: Mapping[str, Any], path: str) -> Found:
    if shape.metadata.get("document") or getattr(shape, "is_document_type", False):
        return
    members = shape.members
    for name, member in value.items():
        if name not in members:
            yield f"{_join(path, name)}: {shape.name} has no member {name}"
        elif member is not None:
            yield from _types(members[name], member, _join(path, name))


def _types_of_items(shape: Any, value: Sequence[Any], path: str) -> Found:
    for number, item in enumerate(value, start=1):
        yield from _types(shape.member, item, f"{path}.{number}")


def _types_of_values(shape: Any, value: Mapping[Any, Any], path: str) -> Found:
    for key, item in value.items():
        yield from _types(shape.key, key, f"{path}.key")
        yield from _types(shape.value, item, f"{path}.{key}")


_PYTHON_TYPES: Mapping[str, tuple[type, ...]] = {
    "structure": (Mapping,),
    "list": (list, tuple),
    "map": (Mapping,),
    "string": (str,),
    "blob": (bytes, bytearray, str),
    "boolean": (bool,),
    "timestamp": (datetime,),
    "integer": (int,),
    "long": (int,),
    "float": (int, float),
    "double": (int, float),
}

_INSIDE: Mapping[str, Callable[[Any, Any, str], Found]] = {
    "structure": _types_of_members,
    "list": _types_of_items,
    "map": _types_of_values,
}
