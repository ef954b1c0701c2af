"""The operations on items."""

from collections.abc import Callable, Mapping
from typing import Any

from muster.embedded.aws.clock import Clock
from muster.embedded.aws.dynamodb import reads, writes
from muster.embedded.aws.dynamodb.expressions import expressions
from muster.embedded.aws.dynamodb.store import Table, Tables
from muster.embedded.aws.dynamodb.transactions import Transactions
from muster.embedded.aws.kit import Call, Service

Answer = dict[str, Any]


def service(clock: Clock) -> Service:
    """Operations on items are ours; moto keeps tables, their tags, back-ups and the rest.

    Requests and answers pass as plain JSON: walking thousands of items by the model takes longer
    than everything else together.
    """
    items = _Items(clock)
    handlers: Mapping[str, Callable[[Call], Answer]] = {
        "BatchGetItem": items.batch_get,
        "BatchWriteItem": items.batch_write,
        "DeleteItem": items.delete,
        "GetItem": items.get,
        "PutItem": items.put,
        "Query": items.query,
        "Scan": items.scan,
        "TransactGetItems": items.transact_get,
        "TransactWriteItems": items.transact_write,
        "UpdateItem": items.update,
    }
    return Service(name="dynamodb", handlers=handlers, rest_to_moto=True, plain_json=True)


class _Items:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tables = Tables()
        self._transactions: dict[tuple[str, str], Transactions] = {}

    def get(self, call: Call) -> Answer:
        return _got(self._table(call), call.params)

    def put(self, call: Call) -> Answer:
        return self._write(call, writes.put)

    def delete(self, call: Call) -> Answer:
        return self._write(call, writes.delete)

    def update(self, call: Call) -> Answer:
        return self._write(call, writes.update)

    def query(self, call: Call) -> Answer:
        return reads.query(self._table(call), call.params)

    def scan(self, call: Call) -> Answer:
        return reads.scan(self._table(call), call.params)

    def batch_get(self, call: Call) -> Answer:
        responses: dict[str, list[Any]] = {}
        for name, asked in call.params["RequestItems"].items():
            table = self._table(call, name)
            shared = {key: value for key, value in asked.items() if key != "Keys"}
            found = [_got(table, {**shared, "Key": key}) for key in asked["Keys"]]
            responses[name] = [one["Item"] for one in found if "Item" in one]
        return {"Responses": responses, "UnprocessedKeys": {}}

    def batch_write(self, call: Call) -> Answer:
        judged = []
        for name, requests in call.params["RequestItems"].items():
            table = self._table(call, name)
            for request in requests:
                ((kind, params),) = request.items()
                judged.append(writes.WRITES[kind.removesuffix("Request")](table, params))
        for write in judged:
            write.perform()
        return {"UnprocessedItems": {}}

    def transact_get(self, call: Call) -> Answer:
        asked = [item["Get"] for item in call.params["TransactItems"]]
        return {"Responses": [_got(self._table(call, one["TableName"]), one) for one in asked]}

    def transact_write(self, call: Call) -> Answer:
        place = (call.account, call.region)
        transactions = self._transactions.setdefault(place, Transactions(self._clock.now))
        transactions.write(lambda name: self._table(call, name), call.params)
        return {}

    def _write(
        self, call: Call, judge: Callable[[Table, Mapping[str, Any]], writes.Write]
    ) -> Answer:
        write = judge(self._table(call), call.params)
        write.perform()
        returned = write.returned(call.params.get("ReturnValues", "NONE"))
        return {"Attributes": returned} if returned else {}

    def _table(self, call: Call, name: str = "") -> Table:
        return self._tables.at(call.account, call.region, name or call.params["TableName"])


def _got(table: Table, params: Mapping[str, Any]) -> Answer:
    key = table.key(params["Key"])
    asked = expressions(params)
    item = table.get(key)
    return {} if item is None else {"Item": asked.shown(item)}
