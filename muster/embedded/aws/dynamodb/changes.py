"""The changes that an update makes to an item; what changes is copied first, the rest shared."""

import copy
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from muster.embedded.aws.dynamodb.errors import invalid
from muster.embedded.aws.dynamodb.scope import Parts, find
from muster.embedded.aws.dynamodb.values import NUMBERS, Item, Value, kind_of, spelled

WRONG_TYPE = "An operand in the update expression has an incorrect data type"
WRONG_PATH = "The document path provided in the update expression is invalid for update"


def added(one: Value, other: Value) -> Value:
    """The sum of two numbers."""
    return {"N": spelled(NUMBERS.add(Decimal(one["N"]), Decimal(other["N"])))}


def put(item: Item, path: Parts, value: Value) -> None:
    """Put a value at a path; behind the end of a list it is appended."""
    container, last = _container(item, path), path[-1]
    if isinstance(last, str) and "M" in container:
        container["M"][last] = value
    elif isinstance(last, int) and "L" in container:
        items = container["L"]
        items[last : last + 1] = [value]
    else:
        raise invalid(WRONG_PATH)


def remove(item: Item, path: Parts) -> None:
    """Take away what stands at a path."""
    container, last = _container(item, path), path[-1]
    if isinstance(last, str) and "M" in container:
        container["M"].pop(last, None)
    elif isinstance(last, int) and "L" in container:
        del container["L"][last : last + 1]
    else:
        raise invalid(WRONG_PATH)


def add(item: Item, path: Parts, value: Value) -> None:
    """Numbers are added, sets united."""
    kind, present = kind_of(value), find(item, path)
    if kind == "N":
        start = present or {"N": "0"}
        if kind_of(start) != "N":
            raise invalid(WRONG_TYPE)
        put(item, path, added(start, value))
    elif kind in ("SS", "NS", "BS") and (present is None or kind_of(present) == kind):
        members = present[kind] if present is not None else []
        put(item, path, {kind: list(dict.fromkeys([*members, *value[kind]]))})
    else:
        raise invalid(WRONG_TYPE)


def take_out(item: Item, path: Parts, value: Value) -> None:
    """Takes members out of a set; an empty set goes with its attribute."""
    kind, present = kind_of(value), find(item, path)
    if kind not in ("SS", "NS", "BS") or (present is not None and kind_of(present) != kind):
        raise invalid(WRONG_TYPE)
    if present is None:
        return
    left = [member for member in present[kind] if member not in value[kind]]
    if left:
        put(item, path, {kind: left})
    else:
        remove(item, path)


def _container(item: Item, path: Parts) -> Any:
    """The map or list that holds the last part; what is on the way there is copied, not changed."""
    here: Any = {"M": item}
    for part in path[:-1]:
        holder = here.get("M" if isinstance(part, str) else "L")
        child = _child(holder, part)
        if child is None or kind_of(child) not in ("M", "L"):
            raise invalid(WRONG_PATH)
        kind = kind_of(child)
        here = holder[part] = {kind: copy.copy(child[kind])}
    return here


def _child(holder: Any, part: str | int) -> Any:
    if isinstance(part, str):
        return None if holder is None else holder.get(part)
    return holder[part] if holder is not None and part < len(holder) else None


CLAUSES: Mapping[str, Callable[[Item, Parts, Value], None]] = {
    "SET": put,
    "ADD": add,
    "DELETE": take_out,
}
