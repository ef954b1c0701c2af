"""Condition, filter and key expressions.

Developer Guide, "Condition and filter expressions, operators, and functions".
"""

import functools
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from muster.embedded.aws.dynamodb.scope import Scope
from muster.embedded.aws.dynamodb.tokens import Path, Reader
from muster.embedded.aws.dynamodb.values import Value, equal, kind_of, order

Operand = Callable[[Scope], Value | None]
Test = Callable[[Scope], bool]


@dataclass(frozen=True)
class Comparison:
    """One test of the form `path operator operands`, as key conditions are made of."""

    path: Path
    operator: str
    operands: tuple[Operand, ...]


@dataclass(frozen=True)
class Condition:
    """A compiled expression; `comparisons` are its tests, None unless AND alone joins them."""

    test: Test
    names: frozenset[str]
    values: frozenset[str]
    comparisons: tuple[Comparison, ...] | None


@functools.lru_cache(maxsize=4096)
def compiled(kind: str, text: str) -> Condition:
    """Compile an expression; `AwsError` ValidationException if it is none."""
    parser = _Parser(Reader(kind, text))
    test = parser.disjunction()
    parser.reader.finish()
    plain = None if parser.mixed else tuple(parser.comparisons)
    return Condition(test, frozenset(parser.reader.names), frozenset(parser.reader.values), plain)


class _Parser:
    """Recursive descent: OR, AND, NOT, then comparisons, functions and brackets."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.comparisons: list[Comparison] = []
        self.mixed = False

    def disjunction(self) -> Test:
        tests = [self._conjunction()]
        while self.reader.accept("OR"):
            self.mixed = True
            tests.append(self._conjunction())
        return tests[0] if len(tests) == 1 else lambda scope: any(test(scope) for test in tests)

    def _conjunction(self) -> Test:
        tests = [self._negation()]
        while self.reader.accept("AND"):
            tests.append(self._negation())
        return tests[0] if len(tests) == 1 else lambda scope: all(test(scope) for test in tests)

    def _negation(self) -> Test:
        if self.reader.accept("NOT"):
            self.mixed = True
            test = self._negation()
            return lambda scope: not test(scope)
        return self._primary()

    def _primary(self) -> Test:
        if self.reader.accept("("):
            test = self.disjunction()
            self.reader.expect(")")
            return test
        if self.reader.is_call() and self.reader.peek() in _FUNCTIONS:
            return self._function()
        return self._comparison()

    def _function(self) -> Test:
        name = self.reader.take()
        self.reader.expect("(")
        path = self.reader.path()
        operands = []
        while self.reader.accept(","):
            operands.append(self._operand()[0])
        self.reader.expect(")")
        count, test = _FUNCTIONS[name]
        if len(operands) != count:
            raise self.reader.wrong(
                "Incorrect number of operands for operator or function; operator or function:"
                f" {name}, number of operands: {len(operands) + 1}"
            )
        self.comparisons.append(Comparison(path, name, tuple(operands)))
        return lambda scope: test(scope, path, *operands)

    def _comparison(self) -> Test:
        left, path = self._operand()
        sign = self.reader.peek()
        operands = self._operands(sign)
        if path is not None:
            self.comparisons.append(Comparison(path, sign, operands))
        return _comparison(left, sign, operands)

    def _operands(self, sign: str) -> tuple[Operand, ...]:
        if sign not in ("BETWEEN", "IN", *_SIGNS):
            raise self.reader.syntax_error()
        self.reader.take()
        if sign == "IN":
            return self._choices()
        first = self._operand()[0]
        if sign != "BETWEEN":
            return (first,)
        self.reader.expect("AND")
        return (first, self._operand()[0])

    def _choices(self) -> tuple[Operand, ...]:
        self.reader.expect("(")
        operands = [self._operand()[0]]
        while self.reader.accept(","):
            operands.append(self._operand()[0])
        self.reader.expect(")")
        return tuple(operands)

    def _operand(self) -> tuple[Operand, Path | None]:
        """An operand, and its path if it is a plain one."""
        if self.reader.peek().startswith(":"):
            name = self.reader.value()
            return (lambda scope: scope.values[name]), None
        if self.reader.is_call():
            return self._size(), None
        path = self.reader.path()
        return (lambda scope: scope.find(path)), path

    def _size(self) -> Operand:
        if self.reader.take() != "size":
            raise self.reader.wrong("Invalid function name; function: unknown")
        self.reader.expect("(")
        path = self.reader.path()
        self.reader.expect(")")
        return lambda scope: _size(scope.find(path))


def _comparison(left: Operand, sign: str, operands: tuple[Operand, ...]) -> Test:
    if sign == "IN":
        return lambda scope: any(_same(left(scope), operand(scope)) for operand in operands)
    if sign == "BETWEEN":
        low, high = operands
        return lambda scope: (
            _ordered(left(scope), low(scope), operator.ge)
            and _ordered(left(scope), high(scope), operator.le)
        )
    compare = _SIGNS[sign]
    (right,) = operands
    return lambda scope: compare(left(scope), right(scope))


def _same(left: Value | None, right: Value | None) -> bool:
    return left is not None and right is not None and equal(left, right)


def _ordered(left: Value | None, right: Value | None, compare: Callable[[Any, Any], bool]) -> bool:
    """Only strings, numbers and binaries have an order, each among their own."""
    if left is None or right is None or kind_of(left) != kind_of(right):
        return False
    one, other = order(left), order(right)
    return one is not None and compare(one, other)


def _size(value: Value | None) -> Value | None:
    if value is None:
        return None
    kind = kind_of(value)
    measure = order(value) if kind == "B" else value[kind]
    return {"N": str(len(measure))} if kind not in ("N", "BOOL", "NULL") else None


def _begins_with(scope: Scope, path: Path, prefix: Operand) -> bool:
    value, start = scope.find(path), prefix(scope)
    if value is None or start is None or kind_of(value) != kind_of(start):
        return False
    if kind_of(value) not in ("S", "B"):
        return False
    return bool(order(value).startswith(order(start)))


def _contains(scope: Scope, path: Path, wanted: Operand) -> bool:
    value, part = scope.find(path), wanted(scope)
    if value is None or part is None:
        return False
    kind, one = kind_of(value), kind_of(part)
    if kind == "S" and one == "S":
        return part["S"] in value["S"]
    if kind == "L":
        return any(equal(item, part) for item in value["L"])
    return kind == f"{one}S" and part[one] in value[kind]


def _is_type(scope: Scope, path: Path, wanted: Operand) -> bool:
    value, kind = scope.find(path), wanted(scope)
    return value is not None and kind is not None and kind_of(value) == kind.get("S")


_SIGNS: Mapping[str, Callable[[Value | None, Value | None], bool]] = {
    "=": _same,
    "<>": lambda left, right: not _same(left, right),  # true where there is no attribute
    "<": lambda left, right: _ordered(left, right, operator.lt),
    "<=": lambda left, right: _ordered(left, right, operator.le),
    ">": lambda left, right: _ordered(left, right, operator.gt),
    ">=": lambda left, right: _ordered(left, right, operator.ge),
}

_FUNCTIONS: Mapping[str, tuple[int, Callable[..., bool]]] = {
    "attribute_exists": (0, lambda scope, path: scope.find(path) is not None),
    "attribute_not_exists": (0, lambda scope, path: scope.find(path) is None),
    "attribute_type": (1, _is_type),
    "begins_with": (1, _begins_with),
    "contains": (1, _contains),
}
