"""The items of DynamoDB: kept as they were put, and written only where a condition holds."""

import pytest
from botocore.exceptions import ClientError
from fakes.dynamodb_table import ITEM, RUN, empty_table, placeholders, refusal
from fakes.embedded_world import HUB, REGION, START, client


@pytest.fixture
def table():
    with empty_table() as made:
        yield made


def test_an_item_comes_back_as_it_was_put(table):
    table.put_item(Item=ITEM)

    assert table.item() == ITEM


def test_numbers_have_one_spelling(table):
    table.put_item(
        Item={**RUN, "n": {"N": "1.50e2"}, "z": {"N": "-0.0"}, "s": {"NS": ["01", "2.0"]}}
    )

    item = table.item()

    assert (item["n"], item["z"], sorted(item["s"]["NS"])) == ({"N": "150"}, {"N": "0"}, ["1", "2"])


@pytest.mark.parametrize(
    ("condition", "values", "holds"),
    [
        ("attribute_exists(phase)", {}, True),
        ("attribute_not_exists(absent)", {}, True),
        ("attribute_not_exists(pk)", {}, False),
        ("phase = :v", {":v": {"S": "running"}}, True),
        ("phase <> :v", {":v": {"S": "running"}}, False),
        ("absent <> :v", {":v": {"S": "running"}}, True),
        ("absent = :v", {":v": {"S": "running"}}, False),
        ("n = :v", {":v": {"N": "7.0"}}, True),
        ("n > :v", {":v": {"N": "10"}}, False),
        ("n < :v", {":v": {"S": "9"}}, False),
        ("n BETWEEN :a AND :b", {":a": {"N": "7"}, ":b": {"N": "8"}}, True),
        ("phase IN (:a, :b)", {":a": {"S": "x"}, ":b": {"S": "running"}}, True),
        ("begins_with(phase, :v)", {":v": {"S": "run"}}, True),
        ("contains(phase, :v)", {":v": {"S": "unn"}}, True),
        ("contains(tags, :v)", {":v": {"S": "b"}}, True),
        ("contains(xs, :v)", {":v": {"N": "1"}}, True),
        ("size(tags) = :v", {":v": {"N": "2"}}, True),
        ("size(bin) >= :v", {":v": {"N": "3"}}, False),
        ("attribute_type(doc, :v)", {":v": {"S": "M"}}, True),
        ("doc.deep.#on = :v", {":v": {"BOOL": True}}, True),
        ("xs[2] = :v", {":v": {"S": "z"}}, True),
        ("tags = :v", {":v": {"SS": ["b", "a"]}}, True),
        ("NOT phase = :v AND n = :n", {":v": {"S": "x"}, ":n": {"N": "7"}}, True),
        ("phase = :v OR n = :n AND n = :v", {":v": {"S": "running"}, ":n": {"N": "7"}}, True),
        ("(phase = :v OR n = :n) AND n = :v", {":v": {"S": "running"}, ":n": {"N": "7"}}, False),
        ("n = sk or phase = phase", {}, True),
    ],
)
def test_a_write_happens_only_where_its_condition_holds(table, condition, values, holds):
    table.put_item(Item=ITEM)
    names = {"#on": "on"} if "#on" in condition else {}

    arguments = {"Key": RUN, "ConditionExpression": condition} | placeholders(values, names)
    if holds:
        table.delete_item(**arguments)
    else:
        assert refusal(table.delete_item, **arguments)[0] == "ConditionalCheckFailedException"

    assert (table.item() is None) is holds


def test_a_refused_write_shows_the_item_on_request(table):
    table.put_item(Item=ITEM)

    with pytest.raises(ClientError) as refused:
        table.put_item(
            Item=RUN,
            ConditionExpression="attribute_not_exists(pk)",
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )

    assert refused.value.response["Item"]["phase"] == {"S": "running"}


def test_a_table_made_anew_is_empty(table):
    table.put_item(Item=ITEM)
    described = table.describe_table()["Table"]
    table.delete_table()

    client(table.world, "dynamodb").create_table(
        TableName=table.name,
        KeySchema=described["KeySchema"],
        AttributeDefinitions=described["AttributeDefinitions"],
        BillingMode="PAY_PER_REQUEST",
    )

    assert table.item() is None


def test_accounts_and_regions_have_items_of_their_own(table):
    table.put_item(Item=ITEM)
    elsewhere = client(table.world, "dynamodb", region="eu-west-1")

    assert (
        refusal(elsewhere.get_item, TableName=table.name, Key=RUN)[0] == "ResourceNotFoundException"
    )
    assert (HUB, REGION, START) == ("123456789012", "us-west-2", 1_670_440_506.0)
