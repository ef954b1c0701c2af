"""Updates of DynamoDB's items: what each expression changes, and what it gives back."""

import pytest
from fakes.dynamodb_table import ITEM, RUN, empty_table, placeholders


@pytest.fixture
def table():
    with empty_table() as made:
        yield made


@pytest.mark.parametrize(
    ("update", "values", "path", "expected"),
    [
        ("SET a = :v", {":v": {"S": "x"}}, ("a",), {"S": "x"}),
        ("SET n = n + :v", {":v": {"N": "0.5"}}, ("n",), {"N": "7.5"}),
        ("SET n = :v - n", {":v": {"N": "1"}}, ("n",), {"N": "-6"}),
        ("SET a = phase, phase = :v", {":v": {"S": "x"}}, ("a",), {"S": "running"}),
        ("SET a = if_not_exists(a, :v)", {":v": {"N": "1"}}, ("a",), {"N": "1"}),
        ("SET n = if_not_exists(n, :v) + :v", {":v": {"N": "1"}}, ("n",), {"N": "8"}),
        ("SET a = list_append(:v, xs)", {":v": {"L": []}}, ("a",), ITEM["xs"]),
        ("SET doc.deep.x = :v", {":v": {"S": "y"}}, ("doc", "M", "deep", "M", "x"), {"S": "y"}),
        ("SET xs[1] = :v", {":v": {"S": "y"}}, ("xs", "L", 1), {"S": "y"}),
        ("SET xs[9] = :v", {":v": {"S": "y"}}, ("xs", "L", 3), {"S": "y"}),
        ("REMOVE xs[0], xs[1]", {}, ("xs",), {"L": [{"S": "z"}]}),
        ("REMOVE doc.deep", {}, ("doc",), {"M": {"gone": {"NULL": True}}}),
        ("REMOVE phase SET a = phase", {}, ("a",), {"S": "running"}),
        ("ADD n :v", {":v": {"N": "3"}}, ("n",), {"N": "10"}),
        ("ADD fresh :v", {":v": {"N": "3"}}, ("fresh",), {"N": "3"}),
        ("ADD tags :v", {":v": {"SS": ["c", "a"]}}, ("tags",), {"SS": ["a", "b", "c"]}),
        ("DELETE tags :v", {":v": {"SS": ["a", "q"]}}, ("tags",), {"SS": ["b"]}),
        ("DELETE tags :v", {":v": {"SS": ["a", "b"]}}, ("tags",), None),
    ],
)
def test_an_update_changes_what_it_says(table, update, values, path, expected):
    table.put_item(Item=ITEM)

    table.update_item(Key=RUN, UpdateExpression=update, **placeholders(values))

    found = table.item()
    for part in path:
        found = found.get(part) if isinstance(found, dict) else found[part]
    assert found == expected


def test_an_update_of_what_is_not_there_makes_it(table):
    table.update_item(
        Key=RUN, UpdateExpression="SET a = :v", ExpressionAttributeValues={":v": {"S": "x"}}
    )

    assert table.item() == {**RUN, "a": {"S": "x"}}


def test_an_update_leaves_what_was_read_before_as_it_was(table):
    table.put_item(Item=ITEM)
    before = table.item()

    table.update_item(
        Key=RUN,
        UpdateExpression="SET doc.deep.#on = :v REMOVE xs[0]",
        ExpressionAttributeNames={"#on": "on"},
        ExpressionAttributeValues={":v": {"BOOL": False}},
        ConditionExpression="attribute_exists(pk)",
    )

    assert before == ITEM
    assert table.item()["doc"]["M"]["deep"] == {"M": {"on": {"BOOL": False}}}


@pytest.mark.parametrize(
    ("wanted", "attributes"),
    [
        ("ALL_OLD", ITEM),
        ("ALL_NEW", {**ITEM, "n": {"N": "8"}}),
        ("UPDATED_OLD", {"n": {"N": "7"}}),
        ("UPDATED_NEW", {"n": {"N": "8"}}),
    ],
)
def test_an_update_returns_what_is_wanted(table, wanted, attributes):
    table.put_item(Item=ITEM)

    answer = table.update_item(
        Key=RUN,
        UpdateExpression="SET n = :v",
        ExpressionAttributeValues={":v": {"N": "8"}},
        ReturnValues=wanted,
    )

    assert answer["Attributes"] == attributes
