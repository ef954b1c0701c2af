"""One write: judged first, then carried out. So a transaction can judge all before it does any."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from muster.embedded.aws.dynamodb.errors import condition_failed, invalid
from muster.embedded.aws.dynamodb.expressions import Expressions, expressions
from muster.embedded.aws.dynamodb.projections import selected
from muster.embedded.aws.dynamodb.scope import Parts
from muster.embedded.aws.dynamodb.store import LARGEST_ITEM, Key, Table
from muster.embedded.aws.dynamodb.values import Item, checked_item


@dataclass(frozen=True)
class Write:
    """A write that may be done: what was there, what will be (None: nothing)."""

    table: Table
    key: Key
    old: Item | None
    new: Item | None
    paths: tuple[Parts, ...] = ()

    def perform(self) -> None:
        """Do it."""
        if self.new is None:
            self.table.delete(self.key)
        elif self.new is not self.old:
            self.table.put(self.new)

    def returned(self, wanted: str) -> Item | None:
        """The attributes that `ReturnValues` asks for."""
        item = self.old if wanted.endswith("_OLD") else self.new
        if wanted == "NONE" or item is None:
            return None
        return selected(item, self.paths) if wanted.startswith("UPDATED") else item


def put(table: Table, params: Mapping[str, Any]) -> Write:
    """Judge a PutItem."""
    item, size = checked_item(params["Item"])
    key = table.key_of_item(item)
    _require_size(size, "Item size has exceeded the maximum allowed size")
    old = table.get(key)
    _require(expressions(params), old, params)
    return Write(table, key, old, item)


def delete(table: Table, params: Mapping[str, Any]) -> Write:
    """Judge a DeleteItem."""
    key = table.key(params["Key"])
    old = table.get(key)
    _require(expressions(params), old, params)
    return Write(table, key, old, None)


def check(table: Table, params: Mapping[str, Any]) -> Write:
    """Judge a ConditionCheck, which writes nothing."""
    key = table.key(params["Key"])
    old = table.get(key)
    _require(expressions(params), old, params)
    return Write(table, key, old, old)


def update(table: Table, params: Mapping[str, Any]) -> Write:
    """Judge an UpdateItem; an item that is not there is made."""
    key = table.key(params["Key"])
    asked = expressions(params)
    old = table.get(key)
    paths = asked.update.paths(asked.names) if asked.update is not None else []
    _require_no_key(table, paths)
    _require(asked, old, params)
    start = old if old is not None else checked_item(params["Key"])[0]
    new = asked.update.apply(asked.scope(start)) if asked.update is not None else start
    _, size = checked_item(new)
    _require_size(size, "Item size to update has exceeded the maximum allowed size")
    return Write(table, key, old, new, tuple(paths))


WRITES: Mapping[str, Callable[[Table, Mapping[str, Any]], Write]] = {
    "ConditionCheck": check,
    "Delete": delete,
    "Put": put,
    "Update": update,
}


def _require(asked: Expressions, old: Item | None, params: Mapping[str, Any]) -> None:
    if not asked.holds(old):
        shown = params.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD"
        raise condition_failed(old if shown else None)


def _require_size(size: int, message: str) -> None:
    if size > LARGEST_ITEM:
        raise invalid(message)


def _require_no_key(table: Table, paths: list[Parts]) -> None:
    keys = {one.name for one in table.schema.attributes()}
    wrong = next((path[0] for path in paths if path[0] in keys), None)
    if wrong is not None:
        raise invalid(
            "One or more parameter values were invalid: Cannot update attribute"
            f" {wrong}. This attribute is part of the key"
        )
