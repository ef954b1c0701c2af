"""Attribute values as they travel: `{"S": "x"}`; checked, measured, compared, ordered.

Binary stays the base64 text that JSON carries. Developer Guide, "Data types", "Item sizes".
"""

import base64
import re
from collections.abc import Callable, Mapping
from decimal import Context, Decimal, InvalidOperation
from typing import Any

from muster.embedded.aws.dynamodb.errors import invalid

Value = Mapping[str, Any]
Item = dict[str, Value]

DEPTH = 32
NUMBERS = Context(prec=38)
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


def number(text: Any) -> Decimal:
    """A number; refused beyond 38 digits or the range of 1E-130 to 9.9E+125."""
    if not isinstance(text, str) or not _NUMBER.fullmatch(text):
        raise invalid(f"The parameter cannot be converted to a numeric value: {text}")
    value = Decimal(text)
    digits = "".join(map(str, value.as_tuple().digits)).strip("0")
    if len(digits) > NUMBERS.prec:
        raise invalid("Attempting to store more than 38 significant digits in a Number")
    if value and not -130 <= value.adjusted() <= 125:  # noqa: PLR2004 - the documented range
        side = "overflow" if value.adjusted() > 0 else "underflow"
        raise invalid(f"Number {side}. Attempting to store a number with magnitude out of range")
    return value


def spelled(value: Decimal) -> str:
    """A number as DynamoDB gives it back: no exponent, no needless zeros."""
    try:
        plain = NUMBERS.plus(value).normalize(NUMBERS)
    except InvalidOperation as error:
        raise invalid("Number overflow") from error
    return format(plain, "f") if plain else "0"


def kind_of(value: Value) -> str:
    """The type of a value: S, N, B, BOOL, NULL, L, M, SS, NS, BS."""
    return next(iter(value))


def checked(value: Any, depth: int = 0) -> tuple[dict[str, Any], int]:
    """A value as it is stored (numbers in their one spelling), and its size in bytes."""
    if not isinstance(value, Mapping) or len(value) != 1 or kind_of(value) not in _CHECKERS:
        raise invalid(
            "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"
        )
    if depth > DEPTH:
        raise invalid("Nesting Levels have exceeded supported limits")
    kind = kind_of(value)
    return _CHECKERS[kind](kind, value[kind], depth)


def checked_item(item: Mapping[str, Any]) -> tuple[Item, int]:
    """A whole item as it is stored, and its size in bytes."""
    stored: Item = {}
    size = 0
    for name, value in item.items():
        stored[name], measured = checked(value)
        size += len(name.encode()) + measured
    return stored, size


def equal(left: Value, right: Value) -> bool:
    """Whether two stored values are the same; sets have no order."""
    kind = kind_of(left)
    if kind != kind_of(right):
        return False
    one, other = left[kind], right[kind]
    if kind in ("SS", "NS", "BS"):
        return set(one) == set(other)
    if kind == "L":
        return len(one) == len(other) and all(map(equal, one, other))
    if kind == "M":
        return one.keys() == other.keys() and all(equal(one[key], other[key]) for key in one)
    return bool(one == other)


def order(value: Value) -> Any:
    """What a string, number or binary is ordered by; None for what has no order."""
    kind = kind_of(value)
    if kind == "S":
        return value["S"].encode()
    if kind == "N":
        return Decimal(value["N"])
    return base64.b64decode(value["B"]) if kind == "B" else None


def _string(kind: str, text: Any, _depth: int) -> tuple[dict[str, Any], int]:
    if not isinstance(text, str):
        raise invalid("Type mismatch for attribute value: expected a string")
    return {kind: text}, len(text.encode("utf-8", "surrogatepass"))


def _number(kind: str, text: Any, _depth: int) -> tuple[dict[str, Any], int]:
    stored = spelled(number(text))
    return {kind: stored}, len(stored.strip("-0.")) // 2 + 2


def _binary(kind: str, text: Any, _depth: int) -> tuple[dict[str, Any], int]:
    try:
        return {kind: text}, len(base64.b64decode(text, validate=True))
    except (ValueError, TypeError) as error:
        raise invalid("Supplied binary value is not base64") from error


def _plain(kind: str, value: Any, _depth: int) -> tuple[dict[str, Any], int]:
    if not isinstance(value, bool):
        raise invalid(f"Supplied AttributeValue of type {kind} must be true or false")
    return {kind: value}, 1


def _list(kind: str, items: Any, depth: int) -> tuple[dict[str, Any], int]:
    pairs = [checked(item, depth + 1) for item in items]
    return {kind: [stored for stored, _ in pairs]}, 3 + sum(size + 1 for _, size in pairs)


def _map(kind: str, members: Any, depth: int) -> tuple[dict[str, Any], int]:
    pairs = {name: checked(item, depth + 1) for name, item in members.items()}
    size = sum(len(name.encode()) + measured + 1 for name, (_, measured) in pairs.items())
    return {kind: {name: stored for name, (stored, _) in pairs.items()}}, 3 + size


def _set(kind: str, items: Any, depth: int) -> tuple[dict[str, Any], int]:
    one = kind[0]
    pairs = [_CHECKERS[one](one, item, depth) for item in items]
    stored = [value[one] for value, _ in pairs]
    if not stored:
        raise invalid("One or more parameter values were invalid: An set may not be empty")
    if len(set(stored)) != len(stored):
        raise invalid(
            "One or more parameter values were invalid: Input collection contains duplicates"
        )
    return {kind: stored}, sum(size for _, size in pairs)


_CHECKERS: Mapping[str, Callable[[str, Any, int], tuple[dict[str, Any], int]]] = {
    "S": _string,
    "N": _number,
    "B": _binary,
    "BOOL": _plain,
    "NULL": _plain,
    "L": _list,
    "M": _map,
    "SS": _set,
    "NS": _set,
    "BS": _set,
}
