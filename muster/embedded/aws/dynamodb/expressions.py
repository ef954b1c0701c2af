"""The expressions of one request: which there are, and that their placeholders are in order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from muster.embedded.aws.dynamodb import conditions, projections, updates
from muster.embedded.aws.dynamodb.errors import invalid
from muster.embedded.aws.dynamodb.scope import Scope
from muster.embedded.aws.dynamodb.tokens import Path
from muster.embedded.aws.dynamodb.values import Item, Value, checked
from muster.embedded.aws.kit import AwsError

LEGACY = (
    "AttributesToGet",
    "AttributeUpdates",
    "ConditionalOperator",
    "Expected",
    "KeyConditions",
    "QueryFilter",
    "ScanFilter",
)


@dataclass(frozen=True)
class Expressions:
    """What a request asks for, compiled."""

    condition: conditions.Condition | None
    key: conditions.Condition | None
    filter: conditions.Condition | None
    update: updates.Update | None
    projection: tuple[Path, ...] | None
    names: Mapping[str, str]
    values: Mapping[str, Value]

    def scope(self, item: Item | None) -> Scope:
        """Where they are judged: an item, or none."""
        return Scope(item or {}, self.names, self.values)

    def holds(self, item: Item | None) -> bool:
        """Whether the condition holds for the item; without a condition it does."""
        return self.condition is None or self.condition.test(self.scope(item))

    def shown(self, item: Item) -> Item:
        """The part of an item that the request wants."""
        if self.projection is None:
            return item
        return projections.project(item, self.projection, self.names)


def expressions(params: Mapping[str, Any]) -> Expressions:
    """Compile the expressions of a request; `AwsError` if one, or a placeholder, is wrong."""
    _refuse_legacy(params)
    found: dict[str, Any] = {
        kind: compiled(params[kind]) for kind, compiled in _KINDS.items() if kind in params
    }
    projection, projected = _projection(params)
    names = params.get("ExpressionAttributeNames", {})
    values = params.get("ExpressionAttributeValues", {})
    _check("Names", projected.union(*(one.names for one in found.values())), names, found)
    _check("Values", frozenset().union(*(one.values for one in found.values())), values, found)
    return Expressions(
        condition=found.get("ConditionExpression"),
        key=found.get("KeyConditionExpression"),
        filter=found.get("FilterExpression"),
        update=found.get("UpdateExpression"),
        projection=projection,
        names=names,
        values={name: checked(value)[0] for name, value in values.items()},
    )


def _refuse_legacy(params: Mapping[str, Any]) -> None:
    legacy = next((name for name in LEGACY if name in params), None)
    if legacy is not None:
        raise AwsError(
            "NotImplementedException", f"the legacy parameter {legacy} is not built here"
        )


def _projection(params: Mapping[str, Any]) -> tuple[tuple[Path, ...] | None, frozenset[str]]:
    """The paths that are wanted, None: all; and the names that stand in them."""
    wanted = params.get("ProjectionExpression")
    return (None, frozenset()) if wanted is None else projections.compiled(wanted)


def _check(
    what: str, used: frozenset[str], given: Mapping[str, Any], found: Mapping[str, Any]
) -> None:
    undefined = sorted(used - given.keys())
    if undefined:
        noun = "name" if what == "Names" else "value"
        place = " in the document path" if what == "Names" else " in expression"
        kind = next(iter(found), "ProjectionExpression")
        raise invalid(
            f"Invalid {kind}: An expression attribute {noun} used{place} is not defined;"
            f" attribute {noun}: {undefined[0]}"
        )
    unused = sorted(given.keys() - used)
    if unused:
        keys = ", ".join(unused)
        raise invalid(
            f"Value provided in ExpressionAttribute{what} unused in expressions: keys: {{{keys}}}"
        )


_CONDITIONS = ("ConditionExpression", "KeyConditionExpression", "FilterExpression")
_KINDS: Mapping[str, Callable[[str], Any]] = {
    **{kind: partial(conditions.compiled, kind) for kind in _CONDITIONS},
    "UpdateExpression": updates.compiled,
}
