"""The items of all tables, each partition in the order of its sort key."""

import bisect
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from moto.dynamodb.models import dynamodb_backends

from muster.embedded.aws.dynamodb.errors import invalid, no_table
from muster.embedded.aws.dynamodb.values import Item, Value, checked, kind_of, order

LARGEST_ITEM = 400 * 1024

Key = tuple[str, str]
"""Partition and sort key as text; the sort key is empty where a table has none."""


@dataclass(frozen=True)
class Attribute:
    """A key attribute: its name and its type (S, N or B)."""

    name: str
    type: str


@dataclass(frozen=True)
class Schema:
    """The key of a table or an index."""

    partition: Attribute
    sort: Attribute | None

    def attributes(self) -> tuple[Attribute, ...]:
        """Its one or two attributes."""
        return (self.partition,) if self.sort is None else (self.partition, self.sort)

    def covers(self, item: Item) -> bool:
        """Whether the item has every attribute of the key, with the right type."""
        return all(
            one.name in item and kind_of(item[one.name]) == one.type for one in self.attributes()
        )


@dataclass
class Partition:
    """The items of one partition key: by sort key, and their order."""

    items: dict[str, Item] = field(default_factory=dict)
    sorted: list[tuple[Any, str]] = field(default_factory=list)


def _names(partition: Partition, first: int) -> Iterator[str]:
    for at in range(first, len(partition.sorted)):
        yield partition.sorted[at][1]


class Table:
    """The items of one table."""

    def __init__(self, name: str, schema: Schema, indexes: Mapping[str, Schema]) -> None:
        self.name = name
        self.schema = schema
        self.indexes = indexes
        self._partitions: dict[str, Partition] = {}

    def key_of_item(self, item: Item) -> Key:
        """The key of a whole item; refused if it has none, or a wrong one."""
        for one in self.schema.attributes():
            if one.name not in item:
                raise invalid(_WRONG + f"Missing the key {one.name} in the item")
            kind = kind_of(item[one.name])
            if kind != one.type:
                raise invalid(
                    _WRONG + f"Type mismatch for key {one.name} expected: {one.type} actual: {kind}"
                )
        return self._key(item)

    def key(self, given: Mapping[str, Any]) -> Key:
        """The key that a request names; refused unless it is exactly the table's."""
        wanted = {one.name: one.type for one in self.schema.attributes()}
        key = {name: checked(value)[0] for name, value in given.items()}
        if {name: kind_of(value) for name, value in key.items()} != wanted:
            raise invalid("The provided key element does not match the schema")
        return self._key(key)

    def get(self, key: Key) -> Item | None:
        """The item; never to be changed in place."""
        partition = self._partitions.get(key[0])
        return None if partition is None else partition.items.get(key[1])

    def put(self, item: Item) -> None:
        """Store an item in place of the one with its key."""
        key = self._key(item)
        partition = self._partitions.setdefault(key[0], Partition())
        if key[1] not in partition.items:
            bisect.insort(partition.sorted, (self._order(item), key[1]))
        partition.items[key[1]] = item

    def delete(self, key: Key) -> None:
        """Forget an item, if it is there."""
        partition = self._partitions.get(key[0])
        item = None if partition is None else partition.items.pop(key[1], None)
        if partition is not None and item is not None:
            partition.sorted.remove((self._order(item), key[1]))

    def partition(self, key: str, prefix: str = "") -> list[Item]:
        """The items of a partition in order; with `prefix`, those whose sort key begins so."""
        partition = self._partitions.get(key, Partition())
        if not prefix:
            return [partition.items[name] for _, name in partition.sorted]
        first = bisect.bisect_left(partition.sorted, (prefix.encode(), ""))
        fitting = itertools.takewhile(
            lambda name: name.startswith(prefix), _names(partition, first)
        )
        return [partition.items[name] for name in fitting]

    def everything(self) -> Iterator[Item]:
        """All items, a partition after the other."""
        for key in tuple(self._partitions):
            yield from self.partition(key)

    def _key(self, item: Mapping[str, Value]) -> Key:
        partition, sort = self.schema.partition, self.schema.sort
        return (_text(item, partition), "" if sort is None else _text(item, sort))

    def _order(self, item: Item) -> Any:
        return 0 if self.schema.sort is None else order(item[self.schema.sort.name])


class Tables:
    """The tables of a world. Which there are, and their keys, moto knows."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str], tuple[Any, Table]] = {}

    def at(self, account: str, region: str, name: str) -> Table:
        """The table by name or ARN; `AwsError` ResourceNotFoundException if there is none."""
        short = name.rpartition("/")[2]
        moto_table = dynamodb_backends[account][region].tables.get(short)
        if moto_table is None:
            raise no_table()
        place = (account, region, short)
        made_of, table = self._known.get(place, (None, None))
        if table is None or made_of is not moto_table:
            table = _table(moto_table)
            self._known[place] = (moto_table, table)
        return table


def _table(moto_table: Any) -> Table:
    types = {one["AttributeName"]: one["AttributeType"] for one in moto_table.attr}
    indexes = {index.name: _schema(index.schema, types) for index in moto_table.all_indexes()}
    return Table(moto_table.name, _schema(moto_table.schema, types), indexes)


def _schema(schema: Any, types: Mapping[str, str]) -> Schema:
    by_role = {one["KeyType"]: one["AttributeName"] for one in schema}
    sort = by_role.get("RANGE")
    return Schema(
        Attribute(by_role["HASH"], types[by_role["HASH"]]),
        Attribute(sort, types[sort]) if sort is not None else None,
    )


def _text(item: Mapping[str, Value], attribute: Attribute) -> str:
    text = str(item[attribute.name][attribute.type])
    if not text:
        raise invalid(
            "One or more parameter values are not valid. The AttributeValue for a key attribute"
            f" cannot contain an empty string value. Key: {attribute.name}"
        )
    return text


_WRONG = "One or more parameter values were invalid: "
