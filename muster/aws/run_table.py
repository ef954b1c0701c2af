"""The run table in DynamoDB: consistent reads, and the engine's `Write` values carried out."""

from typing import Any

from muster.aws.connection import Connection
from muster.aws.run_writer import ACTIONS as WRITER_ACTIONS
from muster.aws.run_writer import DynamoRunWriter
from muster.engine.codec import decode_item
from muster.engine.keys import Key
from muster.engine.requests import key_of, query_request
from muster.engine.writes import Write
from muster.service.ports import Item

ACTIONS = (*WRITER_ACTIONS, "dynamodb:GetItem", "dynamodb:Query")


class DynamoRunTable:
    """The run table; a `RunTable` and a `PlanStore`."""

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        self._name = name
        self._writer = DynamoRunWriter(connection, name)

    def item(self, key: Key) -> Item:
        """The item; empty if there is none."""
        answer = self._call("get_item", TableName=self._name, Key=key_of(key), ConsistentRead=True)
        return decode_item(answer.get("Item") or {})

    def items(self, partition: str, prefix: str = "", *, newest: int = 0) -> list[Item]:
        """A partition in the order of its sort keys; with `newest`, the last n, newest first."""
        question = query_request(self._name, partition, prefix)
        if newest:
            question |= {"ScanIndexForward": False, "Limit": newest}
        found: list[Item] = []
        while True:
            answer = self._call("query", **question)
            found += [decode_item(item) for item in answer.get("Items") or ()]
            if not answer.get("LastEvaluatedKey") or 0 < newest <= len(found):
                return found[:newest] if newest else found
            question["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def write(self, *writes: Write) -> bool:
        """All writes or none, at most 100; False if, and only if, a condition did not hold."""
        return self._writer.write(*writes)

    def _call(self, operation: str, **parameters: Any) -> Any:
        about = f"run table `{self._name}`"
        return self._connection.call("dynamodb", operation, about=about, **parameters)
