"""What DynamoDB refuses: wrong expressions, items, keys and tables, each with its fault."""

import pytest
from fakes.dynamodb_table import ITEM, RUN, empty_table, refusal
from fakes.embedded_world import client


@pytest.fixture
def table():
    with empty_table() as made:
        yield made


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"UpdateExpression": "SET status = :v"}, "reserved keyword: status"),
        ({"UpdateExpression": "SET a = :gone"}, "attribute value: :gone"),
        ({"UpdateExpression": "SET #a = :v"}, "attribute name: #a"),
        ({"UpdateExpression": "REMOVE a"}, "unused in expressions: keys: {:v}"),
        ({"UpdateExpression": "SET a = :v, a = :v"}, "Two document paths overlap"),
        ({"UpdateExpression": "SET pk = :v"}, "Cannot update attribute pk. This attribute is part"),
        ({"UpdateExpression": "SET a = gone + :v"}, "refers to an attribute that does not exist"),
        ({"UpdateExpression": "SET phase = phase + :v"}, "incorrect data type"),
        ({"UpdateExpression": "ADD phase :v"}, "incorrect data type"),
        ({"UpdateExpression": "SET gone.deep = :v"}, "invalid for update"),
        ({"UpdateExpression": "SET a :v"}, 'Syntax error; token: ":v", near: "a :v"'),
        ({"UpdateExpression": "SET a = :v SET b = :v"}, "can only be used once"),
        ({"UpdateExpression": "CHANGE a = :v"}, "Syntax error"),
        ({"UpdateExpression": " "}, "The expression can not be empty"),
        ({"UpdateExpression": "SET a = :v", "ConditionExpression": "a =="}, "Syntax error"),
        ({"UpdateExpression": "SET a = :v", "ConditionExpression": "size(a"}, "Syntax error"),
        (
            {"UpdateExpression": "SET a = :v", "ConditionExpression": "begins_with(a)"},
            "number of op",
        ),
    ],
)
def test_a_wrong_expression_is_refused_with_its_fault(table, arguments, told):
    table.put_item(Item=ITEM)
    values = {"ExpressionAttributeValues": {":v": {"N": "1"}}}

    code, message = refusal(table.update_item, Key=RUN, **arguments, **values)

    assert code == "ValidationException"
    assert told in message
    assert table.item() == ITEM


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ({"pk": {"S": "a"}}, "Missing the key sk in the item"),
        ({"pk": {"S": "a"}, "sk": {"N": "1"}}, "Type mismatch for key sk expected: S actual: N"),
        ({"pk": {"S": "a"}, "sk": {"S": ""}}, "cannot contain an empty string value. Key: sk"),
        ({**RUN, "a": {"N": "one"}}, "cannot be converted to a numeric value: one"),
        ({**RUN, "a": {"N": "1" * 39}}, "more than 38 significant digits"),
        ({**RUN, "a": {"N": "1e126"}}, "Number overflow"),
        ({**RUN, "a": {"SS": ["x", "x"]}}, "contains duplicates"),
        ({**RUN, "a": {"SS": []}}, "An set may not be empty"),
        ({**RUN, "a": {"S": "x" * 410_000}}, "Item size has exceeded the maximum allowed size"),
    ],
)
def test_a_wrong_item_is_refused_with_its_fault(table, item, told):
    code, message = refusal(table.put_item, Item=item)

    assert code == "ValidationException"
    assert told in message


def test_a_wrong_key_does_not_match_the_schema(table):
    for key in ({"pk": {"S": "a"}}, {**RUN, "x": {"S": "y"}}, {"pk": {"S": "a"}, "sk": {"N": "1"}}):
        assert "does not match the schema" in refusal(table.get_item, Key=key)[1]


def test_a_table_that_is_not_there_is_not_found(table):
    dynamodb = client(table.world, "dynamodb")

    code, _ = refusal(dynamodb.get_item, TableName="gone", Key=RUN)

    assert code == "ResourceNotFoundException"


def test_legacy_parameters_are_refused_by_name(table):
    code, message = refusal(table.put_item, Item=RUN, Expected={"pk": {"Exists": False}})

    assert code == "NotImplementedException"
    assert "the legacy parameter Expected" in message
