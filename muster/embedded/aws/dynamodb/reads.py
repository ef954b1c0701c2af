"""Query and Scan: which items, in which order, a page at a time."""

import json
import marshal
from collections.abc import Mapping, Sequence
from typing import Any

from muster.embedded.aws.dynamodb.conditions import Comparison, Condition
from muster.embedded.aws.dynamodb.errors import invalid
from muster.embedded.aws.dynamodb.expressions import Expressions, expressions
from muster.embedded.aws.dynamodb.store import Schema, Table
from muster.embedded.aws.dynamodb.values import Item, order

PAGE = 1024 * 1024  # bytes of items that one answer looks at
KEY_OPERATORS = frozenset({"=", "<", "<=", ">", ">=", "BETWEEN", "begins_with"})


def query(table: Table, params: Mapping[str, Any]) -> dict[str, Any]:
    """The items of one partition whose sort key fits."""
    asked = expressions(params)
    if asked.key is None:
        raise invalid(
            "Either the KeyConditions or KeyConditionExpression parameter must be specified"
        )
    schema = _schema(table, params)
    partition = _partition(asked, asked.key, schema)
    items = _candidates(table, schema, partition, _prefix(asked, asked.key, schema))
    fitting = [item for item in items if asked.key.test(asked.scope(item))]
    if not params.get("ScanIndexForward", True):
        fitting.reverse()
    return _page(table, schema, fitting, asked, params)


def scan(table: Table, params: Mapping[str, Any]) -> dict[str, Any]:
    """All items."""
    schema = _schema(table, params)
    items = [item for item in table.everything() if schema.covers(item)]
    return _page(table, schema, items, expressions(params), params)


def _schema(table: Table, params: Mapping[str, Any]) -> Schema:
    index = params.get("IndexName")
    if index is None:
        return table.schema
    if index not in table.indexes:
        raise invalid(f"The table does not have the specified index: {index}")
    return table.indexes[index]


def _partition(asked: Expressions, key: Condition, schema: Schema) -> Any:
    """The value of the partition key; refused unless the condition is one that a key may have."""
    if key.comparisons is None:
        raise invalid("Invalid operator used in KeyConditionExpression: OR or NOT")
    by_name = {asked.scope(None).resolve(one.path): one for one in key.comparisons}
    allowed = {(one.name,) for one in schema.attributes()}
    wrong = next((one for one in key.comparisons if one.operator not in KEY_OPERATORS), None)
    if wrong is not None:
        raise invalid(f"Invalid operator used in KeyConditionExpression: {wrong.operator}")
    first = by_name.get((schema.partition.name,))
    if first is None:
        raise invalid(f"Query condition missed key schema element: {schema.partition.name}")
    if (
        first.operator != "="
        or len(by_name) != len(key.comparisons)
        or not by_name.keys() <= allowed
    ):
        raise invalid("Query key condition not supported")
    return _value(asked, first)


def _value(asked: Expressions, comparison: Comparison) -> Any:
    return comparison.operands[0](asked.scope(None))


def _prefix(asked: Expressions, key: Condition, schema: Schema) -> str:
    """What the sort key of every fitting item begins with; empty if the condition says nothing."""
    for one in key.comparisons or ():
        named = schema.sort and asked.scope(None).resolve(one.path) == (schema.sort.name,)
        if named and one.operator == "begins_with":
            return str(_value(asked, one).get("S", ""))
    return ""


def _candidates(table: Table, schema: Schema, partition: Any, prefix: str) -> list[Item]:
    if partition is None or next(iter(partition)) != schema.partition.type:
        raise invalid(
            "One or more parameter values were invalid: Condition parameter type does not match"
            " schema type"
        )
    if schema is table.schema:
        return table.partition(str(partition[schema.partition.type]), prefix)
    items = [item for item in table.everything() if schema.covers(item)]
    sort = schema.sort
    return items if sort is None else sorted(items, key=lambda item: order(item[sort.name]))


def _page(
    table: Table,
    schema: Schema,
    items: Sequence[Item],
    asked: Expressions,
    params: Mapping[str, Any],
) -> dict[str, Any]:
    rest = _after(table, items, params.get("ExclusiveStartKey"))
    looked_at = _first(rest, params.get("Limit"))
    passed = [
        asked.shown(item)
        for item in looked_at
        if asked.filter is None or asked.filter.test(asked.scope(item))
    ]
    answer: dict[str, Any] = {"Count": len(passed), "ScannedCount": len(looked_at)}
    if params.get("Select") != "COUNT":
        answer["Items"] = passed
    if len(looked_at) < len(rest) or (looked_at and len(looked_at) == params.get("Limit")):
        names = [one.name for one in (*table.schema.attributes(), *schema.attributes())]
        answer["LastEvaluatedKey"] = {name: looked_at[-1][name] for name in names}
    return answer


def _after(table: Table, items: Sequence[Item], start: Mapping[str, Any] | None) -> Sequence[Item]:
    """What follows the item with the start key, wherever that one would stand if it is gone."""
    if start is None:
        return items
    own = {one.name: start.get(one.name) for one in table.schema.attributes()}
    if None in own.values():
        raise invalid("The provided starting key is invalid")
    key = table.key(own)
    for at, item in enumerate(items):
        if table.key_of_item(item) == key:
            return items[at + 1 :]
    return _beyond(table, items, own)


def _beyond(table: Table, items: Sequence[Item], start: Mapping[str, Any]) -> Sequence[Item]:
    sort = table.schema.sort
    if sort is None or len(items) < 2:  # noqa: PLR2004 - nothing to compare an order with
        return ()
    place = order(start[sort.name])
    orders = [order(item[sort.name]) for item in items]
    backwards = orders[0] > orders[-1]
    return [
        item
        for item, here in zip(items, orders, strict=True)
        if (here < place if backwards else here > place)
    ]


def _fit(items: Any) -> bool:
    """Whether a page holds them all: JSON is never eight times as long as what `marshal` writes."""
    small = 8 * len(marshal.dumps(items, 0)) <= PAGE
    return small or len(json.dumps(items)) <= PAGE  # at once: much faster than one by one


def _first(items: Sequence[Item], limit: int | None) -> Sequence[Item]:
    if _fit(items):
        return items if limit is None else items[:limit]
    size = 0
    for at, item in enumerate(items):
        size += len(json.dumps(item))
        if size > PAGE:
            return items[: max(at, 1) if limit is None else min(max(at, 1), limit)]
    return items if limit is None else items[:limit]
