"""Reads and writes of the run table as DynamoDB requests: data, for whoever has a client."""

from collections.abc import Sequence
from typing import Any

from muster.engine.codec import encode_item
from muster.engine.keys import Key
from muster.engine.writes import Expressions, Write

REQUESTS = {"put": "Put", "update": "Update", "delete": "Delete", "check": "ConditionCheck"}
"""What each kind of write is called in a TransactWriteItems."""


def key_of(key: Key) -> dict[str, Any]:
    """The primary key in DynamoDB's form."""
    return encode_item({"pk": key[0], "sk": key[1]})


def write_request(table: str, write: Write) -> tuple[str, dict[str, Any]]:
    """The name in a transaction and the parameters of one write."""
    made = Expressions()
    request: dict[str, Any] = {"TableName": table}
    if write.kind == "put":
        request["Item"] = encode_item(write.values) | key_of(write.key)
    else:
        request["Key"] = key_of(write.key)
    if write.kind == "update":
        request["UpdateExpression"] = made.changes(write)
    if write.when:
        request["ConditionExpression"] = made.condition(write.when)
    if made.names:
        request["ExpressionAttributeNames"] = made.names
    if made.values:
        request["ExpressionAttributeValues"] = encode_item(made.values)
    return REQUESTS[write.kind], request


def query_request(
    table: str, partition: str, prefix: str = "", only: Sequence[str] = ()
) -> dict[str, Any]:
    """The parameters of a consistent Query for the items whose sort key starts so.

    `only` names the attributes that are wanted; without it, all are.
    """
    starts = " AND begins_with(sk, :sk)" if prefix else ""
    values = {":pk": partition} | ({":sk": prefix} if prefix else {})
    names = {f"#a{number}": name for number, name in enumerate(only)}
    shown = {"ProjectionExpression": ", ".join(names), "ExpressionAttributeNames": names}
    return {
        "TableName": table,
        "KeyConditionExpression": f"pk = :pk{starts}",
        "ExpressionAttributeValues": encode_item(values),
        "ConsistentRead": True,
        **(shown if only else {}),
    }
