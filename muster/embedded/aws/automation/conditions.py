"""The conditions of aws:branch choices and of aws:loop (User Guide, "aws:branch")."""

from collections.abc import Callable, Mapping
from typing import Any

from muster.embedded.aws.automation.failures import StepFailed

OPERATORS: Mapping[str, tuple[type | tuple[type, ...], Callable[[Any, Any], bool]]] = {
    "StringEquals": (str, lambda left, right: left == right),
    "EqualsIgnoreCase": (str, lambda left, right: left.lower() == right.lower()),
    "StartsWith": (str, lambda left, right: left.startswith(right)),
    "EndsWith": (str, lambda left, right: left.endswith(right)),
    "Contains": (str, lambda left, right: right in left),
    "NumericEquals": ((int, float), lambda left, right: left == right),
    "NumericGreater": ((int, float), lambda left, right: left > right),
    "NumericLesser": ((int, float), lambda left, right: left < right),
    "NumericGreaterOrEquals": ((int, float), lambda left, right: left >= right),
    "NumericLesserOrEquals": ((int, float), lambda left, right: left <= right),
    "BooleanEquals": (bool, lambda left, right: left is right),
}


def holds(condition: Mapping[str, Any]) -> bool:
    """Whether a resolved condition is true. `StepFailed` for types that cannot be compared."""
    if "And" in condition:
        return all(holds(part) for part in condition["And"])
    if "Or" in condition:
        return any(holds(part) for part in condition["Or"])
    if "Not" in condition:
        return not holds(condition["Not"])
    operator = operator_of(condition)
    return _compared(operator, condition.get("Variable"), condition[operator])


def operator_of(condition: Mapping[str, Any]) -> str:
    """The comparison of a simple condition. `StepFailed` if there is not exactly one."""
    found = [key for key in condition if key not in ("Variable", "NextStep")]
    if len(found) != 1 or found[0] not in OPERATORS:
        raise StepFailed(
            f"a condition needs one operator of {', '.join(OPERATORS)}; it has {found}"
        )
    return found[0]


def _compared(operator: str, left: Any, right: Any) -> bool:
    wanted, compare = OPERATORS[operator]
    for value in (left, right):
        boolean = isinstance(value, bool) and wanted is not bool
        if boolean or not isinstance(value, wanted):
            raise StepFailed(f"{operator} cannot compare {value!r}: types are never converted")
    return compare(left, right)
