"""The run table, for scripts: reads are consistent, writes are the engine's `Write` values."""

from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any

from botocore.exceptions import ClientError

from muster.engine.codec import decode_item, encode_item
from muster.engine.keys import Key
from muster.engine.requests import key_of, query_request, write_request
from muster.engine.writes import Write
from ssm_documents.scripts.lib.clients import (
    back_off,
    call,
    call_telling,
    client,
    error_code,
    is_ambiguous,
)

REFUSED = frozenset({"ConditionalCheckFailedException", "TransactionCanceledException"})
TRANSACTION = 100
"""DynamoDB's limit of one TransactWriteItems."""


class Table:
    """The run table in one Region."""

    def __init__(self, name: str, region: str) -> None:
        self.name = name
        self.client = client("dynamodb", region)

    def get(self, key: Key) -> dict[str, Any]:
        """The item, or an empty dict."""
        answer = call(
            self.client.get_item, TableName=self.name, Key=key_of(key), ConsistentRead=True
        )
        return decode_item(answer.get("Item") or {})

    def get_each(self, keys: Sequence[Key]) -> list[dict[str, Any]]:
        """The items of at most 100 keys, in their order, in one call; empty dicts for absent ones.

        DynamoDB may leave some for a further call (API, BatchGetItem: UnprocessedKeys).
        """
        wanted: Any = {self.name: {"Keys": [key_of(key) for key in keys], "ConsistentRead": True}}
        found: dict[Key, dict[str, Any]] = {}
        for attempt in count():
            answer = call(self.client.batch_get_item, RequestItems=wanted)
            items = [decode_item(item) for item in answer["Responses"].get(self.name, ())]
            found |= {(item["pk"], item["sk"]): item for item in items}
            wanted = answer.get("UnprocessedKeys")
            if not wanted:
                break
            back_off(attempt)
        return [found.get(key, {}) for key in keys]

    def query(
        self, partition: str, prefix: str = "", *, last: int = 0, only: Sequence[str] = ()
    ) -> list[dict[str, Any]]:
        """The items of a partition whose sort key starts so; with `last`, the newest n first.

        `only` names the attributes that are wanted; without it, all are.
        """
        parameters = query_request(self.name, partition, prefix, only)
        if last:
            parameters |= {"ScanIndexForward": False, "Limit": last}
            return _items(call(self.client.query, **parameters))
        found: list[dict[str, Any]] = []
        while True:
            answer = call(self.client.query, **parameters)
            found += _items(answer)
            if not answer.get("LastEvaluatedKey"):
                return found
            parameters["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def write(self, *writes: Write) -> bool:
        """All writes or none, at most 100; False if a condition did not hold.

        A call whose answer was lost is repeated, and may then be refused because of its own first
        effect; so the items are looked at before anybody is told that somebody else was faster.
        """
        earlier: list[Exception] = []
        try:
            if writes:
                self._send(earlier, writes)
        except ClientError as error:
            if not _is_refused(error):
                raise
            return any(is_ambiguous(each) for each in earlier) and self._stand(writes)
        return True

    def _send(self, earlier: list[Exception], writes: Sequence[Write]) -> None:
        if len(writes) == 1 and writes[0].kind != "check":
            kind, request = write_request(self.name, writes[0])
            call_telling(earlier, getattr(self.client, SINGLE[kind]), **request)
        else:
            items = [dict([write_request(self.name, write)]) for write in writes]
            call_telling(earlier, self.client.transact_write_items, TransactItems=items)

    def _stand(self, writes: Sequence[Write]) -> bool:
        """Whether every item is as these writes would have made it."""
        changes = [write for write in writes if write.kind != "check"]
        return all(_has_effect(write, self.get(write.key)) for write in changes)

    def write_each(self, writes: Iterable[Write]) -> int:
        """Independent writes, batched where all conditions hold; gives how many took effect."""
        todo, done = list(writes), 0
        for start in range(0, len(todo), TRANSACTION):
            batch = todo[start : start + TRANSACTION]
            if self.write(*batch):
                done += len(batch)
            else:
                done += sum(self.write(write) for write in batch) if len(batch) > 1 else 0
        return done


SINGLE = {"Put": "put_item", "Update": "update_item", "Delete": "delete_item"}


def _is_refused(error: ClientError) -> bool:
    """Whether a condition did not hold; a transaction may also be cancelled for other reasons."""
    reasons = error.response.get("CancellationReasons") or [{"Code": "ConditionalCheckFailed"}]
    failed = any(reason.get("Code") == "ConditionalCheckFailed" for reason in reasons)
    return error_code(error) in REFUSED and failed


def _has_effect(write: Write, item: dict[str, Any]) -> bool:
    if write.kind == "delete":
        return not item
    wanted = decode_item(encode_item(write.values))
    same = all(item.get(name) == value for name, value in wanted.items())
    return bool(item) and same and not any(name in item for name in write.remove)


def _items(answer: Any) -> list[dict[str, Any]]:
    found: Sequence[Any] = answer.get("Items") or ()
    return [decode_item(item) for item in found]
