"""Transactions and batches of DynamoDB: all or nothing, once, and several items at a time."""

import pytest
from botocore.exceptions import ClientError
from fakes.dynamodb_table import ITEM, RUN, SERVER, empty_table, refusal
from fakes.embedded_world import error_code


@pytest.fixture
def table():
    with empty_table() as made:
        yield made


def put(table, key, **more):
    return {"Put": {"TableName": table.name, "Item": key, **more}}


def test_a_transaction_writes_all(table):
    table.put_item(Item=ITEM)

    table.transact_write_items(
        TransactItems=[
            put(table, SERVER),
            {
                "Update": {
                    "TableName": table.name,
                    "Key": RUN,
                    "UpdateExpression": "SET n = :v",
                    "ExpressionAttributeValues": {":v": {"N": "8"}},
                }
            },
            {
                "ConditionCheck": {
                    "TableName": table.name,
                    "Key": {"pk": {"S": "x"}, "sk": {"S": "y"}},
                    "ConditionExpression": "attribute_not_exists(pk)",
                }
            },
        ]
    )

    assert table.item()["n"] == {"N": "8"}
    assert table.item(SERVER) == SERVER


def test_a_transaction_writes_nothing_if_one_condition_fails(table):
    table.put_item(Item=ITEM)
    only_if_new = {"ConditionExpression": "attribute_not_exists(pk)"}

    with pytest.raises(ClientError) as refused:
        table.transact_write_items(
            TransactItems=[put(table, SERVER), put(table, RUN, **only_if_new)]
        )

    assert error_code(refused.value) == "TransactionCanceledException"
    reasons = refused.value.response["CancellationReasons"]
    assert [reason["Code"] for reason in reasons] == ["None", "ConditionalCheckFailed"]
    assert "[None, ConditionalCheckFailed]" in refused.value.response["Error"]["Message"]
    assert table.item(SERVER) is None


def test_a_transaction_touches_an_item_once(table):
    code, message = refusal(
        table.transact_write_items, TransactItems=[put(table, RUN), put(table, RUN)]
    )

    assert (code, table.item()) == ("ValidationException", None)
    assert "multiple operations on one item" in message


def test_a_client_token_makes_a_transaction_happen_once(table):
    add = {
        "TableName": table.name,
        "Key": RUN,
        "UpdateExpression": "ADD n :v",
        "ExpressionAttributeValues": {":v": {"N": "1"}},
    }
    arguments = {"TransactItems": [{"Update": add}], "ClientRequestToken": f"token-{table.name}"}

    for _ in range(3):
        table.transact_write_items(**arguments)
    mismatch = refusal(
        table.transact_write_items, **arguments | {"TransactItems": [put(table, SERVER)]}
    )
    table.world.clock.advance_to(table.world.clock.now() + 601)
    table.transact_write_items(**arguments)

    assert mismatch[0] == "IdempotentParameterMismatchException"
    assert table.item()["n"] == {"N": "2"}


def test_a_transaction_that_was_cancelled_is_judged_anew_when_it_is_repeated(table):
    only_if_new = {"ConditionExpression": "attribute_not_exists(pk)"}
    given = {
        "TransactItems": [put(table, RUN, **only_if_new)],
        "ClientRequestToken": "cancelled-once",
    }
    table.put_item(Item=ITEM)

    for _ in range(2):
        assert refusal(table.transact_write_items, **given)[0] == "TransactionCanceledException"


def test_batches_and_transactional_reads(table):
    table.batch_write_item(
        RequestItems={
            table.name: [{"PutRequest": {"Item": ITEM}}, {"PutRequest": {"Item": SERVER}}]
        }
    )

    batch = table.batch_get_item(RequestItems={table.name: {"Keys": [RUN, SERVER]}})
    both = table.transact_get_items(
        TransactItems=[
            {"Get": {"TableName": table.name, "Key": RUN, "ProjectionExpression": "n, xs[1]"}},
            {"Get": {"TableName": table.name, "Key": {"pk": {"S": "-"}, "sk": {"S": "-"}}}},
        ]
    )["Responses"]
    table.batch_write_item(RequestItems={table.name: [{"DeleteRequest": {"Key": RUN}}]})

    assert len(batch["Responses"][table.name]) == 2
    assert both == [{"Item": {"n": {"N": "7"}, "xs": {"L": [{"N": "1"}]}}}, {}]
    assert table.item() is None
