"""A table of the embedded DynamoDB for one test, and what to put into it."""

from contextlib import contextmanager

import pytest
from botocore.exceptions import ClientError
from fakes.embedded_world import client, error_code, world

RUN, SERVER = {"pk": {"S": "RUN#1"}, "sk": {"S": "RUN"}}, {"pk": {"S": "RUN#1"}, "sk": {"S": "SRV"}}
ITEM = {
    **RUN,
    "phase": {"S": "running"},
    "n": {"N": "7"},
    "tags": {"SS": ["a", "b"]},
    "xs": {"L": [{"S": "x"}, {"N": "1"}, {"S": "z"}]},
    "doc": {"M": {"deep": {"M": {"on": {"BOOL": True}}}, "gone": {"NULL": True}}},
    "bin": {"B": b"\x00\x01"},
}
KEYED = {
    "KeySchema": [
        {"AttributeName": "pk", "KeyType": "HASH"},
        {"AttributeName": "sk", "KeyType": "RANGE"},
    ],
    "AttributeDefinitions": [{"AttributeName": key, "AttributeType": "S"} for key in ("pk", "sk")],
    "BillingMode": "PAY_PER_REQUEST",
}


@contextmanager
def empty_table():
    """A DynamoDB client bound to an empty table, the only one of a world of its own."""
    with world() as a_world:
        table = Bound(a_world, "runs")
        table.create_table(**KEYED)
        yield table


class Bound:
    def __init__(self, a_world, name):
        self.world, self.name = a_world, name
        self._dynamodb = client(a_world, "dynamodb")

    def __getattr__(self, operation):
        call = getattr(self._dynamodb, operation)
        if operation.startswith(("transact", "batch")):
            return call
        return lambda **arguments: call(TableName=self.name, **arguments)

    def item(self, key=RUN):
        return self.get_item(Key=key).get("Item")


def placeholders(values, names=None):
    found = {"ExpressionAttributeValues": values} if values else {}
    return found | ({"ExpressionAttributeNames": names} if names else {})


def refusal(call, **arguments):
    with pytest.raises(ClientError) as refused:
        call(**arguments)
    return error_code(refused.value), refused.value.response["Error"]["Message"]
