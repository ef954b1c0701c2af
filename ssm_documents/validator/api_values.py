"""A literal request against the input shape of an operation."""

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ssm_documents.validator.document import kind_of, number, refers, sequence
from ssm_documents.validator.finding import Path, dotted
from ssm_documents.validator.words import a, known, nearest

Shape = Any
FlawKind = Literal["unknown", "missing", "kind", "type", "value", "bounds"]


@dataclass(frozen=True)
class Flaw:
    """What boto3 or the API would refuse, at a path within the request."""

    kind: FlawKind
    path: Path
    message: str
    hint: str = ""


def flaws(shape: Shape | None, request: Mapping[str, Any]) -> Iterator[Flaw]:
    """Everything wrong with a request; values that hold references are taken as they are."""
    if shape is None:
        for name in request:
            yield Flaw("unknown", (name,), f"takes no `{name}`: it has no input")
        return
    yield from _judge(shape, request, ())


def _judge(shape: Shape, value: Any, path: Path) -> Iterator[Flaw]:
    if value is None or refers(value) or getattr(shape, "is_document_type", False):
        return
    judge, wants = _BY_TYPE.get(shape.type_name, (_scalar, ""))
    if wants and kind_of(value) != wants:
        message = f"`{_said(path)}` is {a(kind_of(value))}; the API wants {a(wants)}"
        yield Flaw("kind", path, message)
    elif not wants and kind_of(value) in ("map", "list"):
        message = f"`{_said(path)}` is {a(kind_of(value))}; the API wants {a(shape.type_name)}"
        yield Flaw("type", path, message, _AS_TEXT if shape.type_name == "string" else "")
    else:
        yield from _bounds(shape, value, path)
        yield from judge(shape, value, path)


def _bounds(shape: Shape, value: Any, path: Path) -> Iterator[Flaw]:
    """Text and lists by their length, numbers by themselves; lists of references may change."""
    measured = _measured(shape, value)
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if measured is None or (kind_of(value) == "list" and any(map(refers, value))):
        return
    if (least is not None and measured < least) or (most is not None and measured > most):
        found = _FOUND.get(shape.type_name, "is {}").format(measured)
        message = f"`{_said(path)}` {found}; the API takes {_range(least, most)}"
        yield Flaw("bounds", path, message)


def _range(least: int | None, most: int | None) -> str:
    if most is None:
        return f"{least} or more"
    return str(most) if least == most else f"{least or 0} to {most}"


def _said(path: Path) -> str:
    """The member as a message names it: `jobIDs[0]` for the first of them."""
    within = itertools.takewhile(lambda key: isinstance(key, int), reversed(path))
    return dotted(path[-1 - len(list(within)) :])


def _measured(shape: Shape, value: Any) -> int | None:
    if shape.type_name in ("string", "list", "map") and kind_of(value) in ("text", "list", "map"):
        return len(value)
    return number(value) if shape.type_name in ("integer", "long") else None


def _structure(shape: Shape, value: Mapping[str, Any], path: Path) -> Iterator[Flaw]:
    meant = set()
    for name, member in value.items():
        if name in shape.members:
            yield from _judge(shape.members[name], member, (*path, name))
        else:
            close = nearest(str(name), shape.members)
            meant.add(close)
            yield Flaw("unknown", (*path, name), f"there is no `{name}`", _spelling(close, shape))
    for name in shape.required_members:
        if name not in value and name not in meant and not _is_filled_in(shape, name):
            within = f" of `{_said(path)}`" if path else ""
            yield Flaw("missing", path, f"`{name}`{within} is required")


def _is_filled_in(shape: Shape, name: str) -> bool:
    """Whether boto3 makes up the value, as it does for client tokens."""
    return bool(shape.members[name].metadata.get("idempotencyToken"))


def _spelling(close: str, shape: Shape) -> str:
    if close:
        return f"did you mean `{close}`? Members are spelled as boto3 spells them"
    return known(shape.members) if shape.members else "it takes no members"


def _list(shape: Shape, value: Any, path: Path) -> Iterator[Flaw]:
    for index, member in enumerate(sequence(value)):
        yield from _judge(shape.member, member, (*path, index))


def _map(shape: Shape, value: Mapping[str, Any], path: Path) -> Iterator[Flaw]:
    for key, member in value.items():
        yield from _judge(shape.value, member, (*path, key))


def _scalar(shape: Shape, value: Any, path: Path) -> Iterator[Flaw]:
    wanted = _PLAIN.get(shape.type_name)
    if wanted is not None and not wanted(value):
        message = f"`{_said(path)}` is {value!r}; the API wants {a(shape.type_name)}"
        yield Flaw("type", path, message, "put it in quotes" if shape.type_name == "string" else "")
    values = shape.enum if shape.type_name == "string" else []
    if values and isinstance(value, str) and value not in values:
        close = nearest(value, values)
        hint = f"did you mean `{close}`?" if close else known(values)
        yield Flaw("value", path, f"`{_said(path)}` does not know `{value}`", hint)


def _is_number(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, int | float) or number(str(value).removeprefix("-")) is not None


_FOUND = {"string": "has {} characters", "list": "has {} items", "map": "has {} entries"}
_AS_TEXT = "write it as JSON text"
_BY_TYPE: Mapping[str, tuple[Callable[[Shape, Any, Path], Iterator[Flaw]], str]] = {
    "structure": (_structure, "map"),
    "list": (_list, "list"),
    "map": (_map, "map"),
}
_PLAIN: Mapping[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "integer": _is_number,
    "long": _is_number,
    "boolean": lambda value: str(value).lower() in ("true", "false"),
}
