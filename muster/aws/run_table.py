"""The run table in DynamoDB: consistent reads, and the engine's `Write` values carried out."""

from collections.abc import Mapping
from typing import Any

from muster.aws.connection import Connection
from muster.aws.errors import code_of
from muster.aws.items import from_dynamodb, to_dynamodb
from muster.engine.keys import Key
from muster.engine.writes import Expressions, Write
from muster.service.errors import AwsError
from muster.service.ports import Item

ACTIONS = (
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
)
REFUSED = frozenset({"ConditionalCheckFailedException", "TransactionCanceledException"})
KINDS = {"put": "Put", "update": "Update", "delete": "Delete", "check": "ConditionCheck"}


class DynamoRunTable:
    """The run table; a `RunTable` and a `PlanStore`."""

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        self._name = name

    def item(self, key: Key) -> Item:
        """The item; empty if there is none."""
        answer = self._call("get_item", Key=_key(key), ConsistentRead=True)
        return from_dynamodb(answer.get("Item") or {})

    def items(self, partition: str, prefix: str = "", *, newest: int = 0) -> list[Item]:
        """A partition in the order of its sort keys; with `newest`, the last n, newest first."""
        question = _question(partition, prefix)
        if newest:
            question |= {"ScanIndexForward": False}
        found: list[Item] = []
        while True:
            answer = self._call("query", **question)
            found += [from_dynamodb(item) for item in answer.get("Items") or ()]
            if not answer.get("LastEvaluatedKey") or 0 < newest <= len(found):
                return found[:newest] if newest else found
            question["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def write(self, *writes: Write) -> bool:
        """All writes or none, at most 100; False if a condition did not hold."""
        try:
            self._call("transact_write_items", TransactItems=[self._asked(w) for w in writes])
        except AwsError as error:
            if code_of(error) not in REFUSED:
                raise
            return False
        return True

    def _call(self, operation: str, **parameters: Any) -> Any:
        if operation != "transact_write_items":
            parameters["TableName"] = self._name
        about = f"run table `{self._name}`"
        return self._connection.call("dynamodb", operation, about=about, **parameters)

    def _asked(self, write: Write) -> Mapping[str, Any]:
        made = Expressions()
        request: dict[str, Any] = {"TableName": self._name}
        if write.kind == "put":
            request["Item"] = to_dynamodb({**write.values, "pk": write.key[0], "sk": write.key[1]})
        else:
            request["Key"] = _key(write.key)
        if write.kind == "update":
            request["UpdateExpression"] = made.changes(write)
        if write.when:
            request["ConditionExpression"] = made.condition(write.when)
        if made.names:
            request["ExpressionAttributeNames"] = made.names
        if made.values:
            request["ExpressionAttributeValues"] = to_dynamodb(made.values)
        return {KINDS[write.kind]: request}


def _question(partition: str, prefix: str) -> dict[str, Any]:
    starts = " AND begins_with(sk, :sk)" if prefix else ""
    values = {":pk": partition} | ({":sk": prefix} if prefix else {})
    return {
        "KeyConditionExpression": f"pk = :pk{starts}",
        "ExpressionAttributeValues": to_dynamodb(values),
        "ConsistentRead": True,
    }


def _key(key: Key) -> dict[str, Any]:
    return to_dynamodb({"pk": key[0], "sk": key[1]})
