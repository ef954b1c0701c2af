"""Update expressions. Developer Guide, "Using update expressions in DynamoDB"."""

import copy
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from muster.embedded.aws.dynamodb.errors import invalid
from muster.embedded.aws.dynamodb.scope import Parts, Scope, find, resolved
from muster.embedded.aws.dynamodb.tokens import Path, Reader
from muster.embedded.aws.dynamodb.values import NUMBERS, Item, Value, kind_of, spelled

Compute = Callable[[Scope], Value]
WRONG_TYPE = "An operand in the update expression has an incorrect data type"
WRONG_PATH = "The document path provided in the update expression is invalid for update"
NO_ATTRIBUTE = "The provided expression refers to an attribute that does not exist in the item"


@dataclass(frozen=True)
class Action:
    """One change: its clause (SET, REMOVE, ADD, DELETE), its path, how its value is computed."""

    clause: str
    path: Path
    compute: Compute | None


@dataclass(frozen=True)
class Update:
    """A compiled update expression."""

    actions: tuple[Action, ...]
    names: frozenset[str]
    values: frozenset[str]

    def paths(self, names: Mapping[str, str]) -> list[Parts]:
        """Every path that it changes; refused if one lies within another."""
        paths = [resolved(action.path, names) for action in self.actions]
        for at, one in enumerate(paths):
            for other in paths[at + 1 :]:
                shared = min(len(one), len(other))
                if one[:shared] == other[:shared]:
                    raise invalid(
                        "Invalid UpdateExpression: Two document paths overlap with each other;"
                        " must remove or rewrite one of these paths;"
                        f" path one: {_shown(one)}, path two: {_shown(other)}"
                    )
        return paths

    def apply(self, scope: Scope) -> Item:
        """The changed item; the one in `scope` stays as it is, and every value is taken from it."""
        changed = dict(scope.item)
        removals: list[Parts] = []
        for action in self.actions:
            path = scope.resolve(action.path)
            if action.compute is None:
                removals.append(path)
            else:
                _CLAUSES[action.clause](changed, path, action.compute(scope))
        for path in sorted(removals, key=_backwards, reverse=True):
            _remove(changed, path)
        return changed


@functools.lru_cache(maxsize=4096)
def compiled(text: str) -> Update:
    """Compile an update expression; `AwsError` ValidationException if it is none."""
    reader = Reader("UpdateExpression", text)
    actions: list[Action] = []
    seen: set[str] = set()
    while reader.peek():
        clause = reader.take()
        if clause not in _READERS:
            raise reader.syntax_error()
        if clause in seen:
            raise reader.wrong(
                f'The "{clause}" section can only be used once in an update expression;'
            )
        seen.add(clause)
        actions.append(_action(reader, clause))
        while reader.accept(","):
            actions.append(_action(reader, clause))
    return Update(tuple(actions), frozenset(reader.names), frozenset(reader.values))


def _action(reader: Reader, clause: str) -> Action:
    path = reader.path()
    return Action(clause, path, _READERS[clause](reader))


def _read_nothing(_reader: Reader) -> None:
    return None


def _read_value(reader: Reader) -> Compute:
    name = reader.value()
    return lambda scope: scope.values[name]


def _read_assignment(reader: Reader) -> Compute:
    reader.expect("=")
    left = _read_operand(reader)
    for sign, factor in (("+", 1), ("-", -1)):
        if reader.accept(sign):
            return _sum(left, _read_operand(reader), factor)
    return left


def _read_operand(reader: Reader) -> Compute:
    if reader.peek().startswith(":"):
        return _read_value(reader)
    if reader.accept("("):
        inner = _read_operand(reader)
        reader.expect(")")
        return inner
    if reader.is_call():
        return _read_function(reader)
    path = reader.path()
    return lambda scope: _present(scope.find(path))


def _read_function(reader: Reader) -> Compute:
    name = reader.take()
    reader.expect("(")
    if name == "if_not_exists":
        path = reader.path()
        reader.expect(",")
        usual = _read_operand(reader)
        compute: Compute = lambda scope: scope.find(path) or usual(scope)  # noqa: E731 - typed so
    elif name == "list_append":
        first = _read_operand(reader)
        reader.expect(",")
        compute = _joined(first, _read_operand(reader))
    else:
        raise reader.wrong(f"Invalid function name; function: {name}")
    reader.expect(")")
    return compute


def _sum(left: Compute, right: Compute, factor: int) -> Compute:
    def compute(scope: Scope) -> Value:
        one, other = left(scope), right(scope)
        if kind_of(one) != "N" or kind_of(other) != "N":
            raise invalid(WRONG_TYPE)
        return _added(one, {"N": spelled(Decimal(other["N"]) * factor)})

    return compute


def _joined(first: Compute, second: Compute) -> Compute:
    def compute(scope: Scope) -> Value:
        one, other = first(scope), second(scope)
        if kind_of(one) != "L" or kind_of(other) != "L":
            raise invalid(WRONG_TYPE)
        return {"L": [*one["L"], *other["L"]]}

    return compute


def _present(value: Value | None) -> Value:
    if value is None:
        raise invalid(NO_ATTRIBUTE)
    return value


def _added(one: Value, other: Value) -> Value:
    return {"N": spelled(NUMBERS.add(Decimal(one["N"]), Decimal(other["N"])))}


def _set(item: Item, path: Parts, value: Value) -> None:
    container, last = _container(item, path), path[-1]
    if isinstance(last, str) and "M" in container:
        container["M"][last] = value
    elif isinstance(last, int) and "L" in container:
        items = container["L"]
        items[last : last + 1] = [value]
    else:
        raise invalid(WRONG_PATH)


def _remove(item: Item, path: Parts) -> None:
    container, last = _container(item, path), path[-1]
    if isinstance(last, str) and "M" in container:
        container["M"].pop(last, None)
    elif isinstance(last, int) and "L" in container:
        del container["L"][last : last + 1]
    else:
        raise invalid(WRONG_PATH)


def _add(item: Item, path: Parts, value: Value) -> None:
    """Numbers are added, sets united."""
    kind, present = kind_of(value), find(item, path)
    if kind == "N":
        start = present or {"N": "0"}
        if kind_of(start) != "N":
            raise invalid(WRONG_TYPE)
        _set(item, path, _added(start, value))
    elif kind in ("SS", "NS", "BS") and (present is None or kind_of(present) == kind):
        members = present[kind] if present is not None else []
        _set(item, path, {kind: list(dict.fromkeys([*members, *value[kind]]))})
    else:
        raise invalid(WRONG_TYPE)


def _delete(item: Item, path: Parts, value: Value) -> None:
    """Takes members out of a set; an empty set goes with its attribute."""
    kind, present = kind_of(value), find(item, path)
    if kind not in ("SS", "NS", "BS") or (present is not None and kind_of(present) != kind):
        raise invalid(WRONG_TYPE)
    if present is None:
        return
    left = [member for member in present[kind] if member not in value[kind]]
    if left:
        _set(item, path, {kind: left})
    else:
        _remove(item, path)


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


def _backwards(path: Parts) -> tuple[tuple[int, str | int], ...]:
    """Later list indices go first, so that the earlier ones still mean the same."""
    return tuple((isinstance(part, int), part) for part in path)


def _shown(path: Parts) -> str:
    return f"[{', '.join(str(part) for part in path)}]"


_READERS: Mapping[str, Callable[[Reader], Compute | None]] = {
    "SET": _read_assignment,
    "REMOVE": _read_nothing,
    "ADD": _read_value,
    "DELETE": _read_value,
}
_CLAUSES: Mapping[str, Callable[[Item, Parts, Value], None]] = {
    "SET": _set,
    "ADD": _add,
    "DELETE": _delete,
}
