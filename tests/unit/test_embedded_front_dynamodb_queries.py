"""Queries and scans of DynamoDB: keys, order, filters, pages and an index."""

import pytest
from fakes.dynamodb_table import empty_table, refusal
from fakes.embedded_world import client


@pytest.fixture
def table():
    with empty_table() as made:
        yield made


def fill(table, count=5):
    for number in range(count):
        table.put_item(
            Item={"pk": {"S": "RUN#1"}, "sk": {"S": f"SRV#{number}"}, "n": {"N": str(number)}}
        )
    table.put_item(Item={"pk": {"S": "RUN#1"}, "sk": {"S": "WAVE#x"}})
    table.put_item(Item={"pk": {"S": "RUN#2"}, "sk": {"S": "SRV#0"}})


def sort_keys(items):
    return [item["sk"]["S"] for item in items]


@pytest.mark.parametrize(
    ("condition", "value", "expected"),
    [
        ("pk = :p", None, ["SRV#0", "SRV#1", "SRV#2", "SRV#3", "SRV#4", "WAVE#x"]),
        ("pk = :p AND begins_with(sk, :s)", "WAVE#", ["WAVE#x"]),
        ("pk = :p AND sk >= :s", "SRV#3", ["SRV#3", "SRV#4", "WAVE#x"]),
        ("sk < :s and pk = :p", "SRV#1", ["SRV#0"]),
        ("pk = :p AND sk BETWEEN :s AND :s", "SRV#1", ["SRV#1"]),
    ],
)
def test_a_query_gives_what_its_key_condition_covers_in_order(table, condition, value, expected):
    fill(table)
    values = {":p": {"S": "RUN#1"}} | ({":s": {"S": value}} if value else {})

    answer = table.query(KeyConditionExpression=condition, ExpressionAttributeValues=values)
    backwards = table.query(
        KeyConditionExpression=condition, ExpressionAttributeValues=values, ScanIndexForward=False
    )

    assert sort_keys(answer["Items"]) == expected
    assert sort_keys(backwards["Items"]) == expected[::-1]


def test_a_filter_passes_over_what_a_limit_has_looked_at(table):
    fill(table)

    answer = table.query(
        KeyConditionExpression="pk = :p",
        FilterExpression="n > :n",
        ProjectionExpression="sk",
        Limit=3,
        ExpressionAttributeValues={":p": {"S": "RUN#1"}, ":n": {"N": "1"}},
    )

    assert answer["Items"] == [{"sk": {"S": "SRV#2"}}]
    assert (answer["Count"], answer["ScannedCount"]) == (1, 3)
    assert answer["LastEvaluatedKey"] == {"pk": {"S": "RUN#1"}, "sk": {"S": "SRV#2"}}


@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize("limit", [1, 2, 100])
def test_pages_together_are_the_whole(table, forward, limit):
    fill(table)
    pages = table._dynamodb.get_paginator("query").paginate(
        TableName=table.name,
        KeyConditionExpression="pk = :p",
        ExpressionAttributeValues={":p": {"S": "RUN#1"}},
        ScanIndexForward=forward,
        PaginationConfig={"PageSize": limit},
    )

    found = [key for page in pages for key in sort_keys(page["Items"])]

    assert sorted(found, reverse=not forward) == found
    assert len(found) == 6


def test_a_page_goes_on_where_a_deleted_item_stood(table):
    fill(table)
    start = {"pk": {"S": "RUN#1"}, "sk": {"S": "SRV#2"}}
    table.delete_item(Key=start)

    answer = table.query(
        KeyConditionExpression="pk = :p",
        ExpressionAttributeValues={":p": {"S": "RUN#1"}},
        ExclusiveStartKey=start,
    )

    assert sort_keys(answer["Items"]) == ["SRV#3", "SRV#4", "WAVE#x"]


def test_a_page_holds_one_megabyte(table):
    for number in range(5):
        table.put_item(Item={"pk": {"S": "a"}, "sk": {"S": str(number)}, "x": {"S": "x" * 300_000}})

    answer = table.query(
        KeyConditionExpression="pk = :p", ExpressionAttributeValues={":p": {"S": "a"}}
    )

    assert answer["Count"] == 3
    assert "LastEvaluatedKey" in answer


@pytest.mark.parametrize(
    "condition", ["sk = :p", "pk > :p", "pk = :p OR sk = :p", "pk = :p AND x = :p", "NOT pk = :p"]
)
def test_a_key_condition_is_of_keys_alone(table, condition):
    arguments = {"ExpressionAttributeValues": {":p": {"S": "a"}}}

    code, _ = refusal(table.query, KeyConditionExpression=condition, **arguments)

    assert code == "ValidationException"


def test_a_scan_gives_everything(table):
    fill(table)

    assert table.scan()["Count"] == 7


def test_an_index_is_queried_by_its_own_key(table):
    dynamodb = client(table.world, "dynamodb")
    dynamodb.create_table(
        TableName="indexed",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[
            {"AttributeName": "pk", "AttributeType": "S"},
            {"AttributeName": "plan", "AttributeType": "S"},
            {"AttributeName": "at", "AttributeType": "N"},
        ],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "by-plan",
                "KeySchema": [
                    {"AttributeName": "plan", "KeyType": "HASH"},
                    {"AttributeName": "at", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    for number in (10, 9, 100):
        item = {"pk": {"S": str(number)}, "plan": {"S": "p"}, "at": {"N": str(number)}}
        dynamodb.put_item(TableName="indexed", Item=item)
    dynamodb.put_item(TableName="indexed", Item={"pk": {"S": "unplanned"}})

    answer = dynamodb.query(
        TableName="indexed",
        IndexName="by-plan",
        KeyConditionExpression="#p = :p",
        ExpressionAttributeNames={"#p": "plan"},
        ExpressionAttributeValues={":p": {"S": "p"}},
    )

    assert [item["at"]["N"] for item in answer["Items"]] == ["9", "10", "100"]
