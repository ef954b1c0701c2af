"""Update expressions. Developer Guide, "Using update expressions in DynamoDB"."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from muster.embedded.aws.dynamodb.changes import CLAUSES, WRONG_TYPE, added, remove
from muster.embedded.aws.dynamodb.errors import invalid
from muster.embedded.aws.dynamodb.scope import Parts, Scope, resolved
from muster.embedded.aws.dynamodb.tokens import Path, Reader
from muster.embedded.aws.dynamodb.values import Item, Value, kind_of, spelled

Compute = Callable[[Scope], Value]
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
                CLAUSES[action.clause](changed, path, action.compute(scope))
        for path in sorted(removals, key=_backwards, reverse=True):
            remove(changed, path)
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
        return added(one, {"N": spelled(Decimal(other["N"]) * factor)})

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
