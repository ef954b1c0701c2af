"""The items of DynamoDB: conditions, updates, keys, pages, transactions and what is refused."""

import pytest
from botocore.exceptions import ClientError
from fakes.embedded_world import HUB, REGION, START, client, error_code, world

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


@pytest.fixture(scope="module")
def a_world():
    with world() as made:
        yield made


@pytest.fixture
def table(a_world, request):
    """A DynamoDB client bound to an empty table of its own."""
    dynamodb = client(a_world, "dynamodb")
    name = f"t-{abs(hash(request.node.name))}"
    dynamodb.create_table(
        TableName=name,
        KeySchema=[
            {"AttributeName": "pk", "KeyType": "HASH"},
            {"AttributeName": "sk", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[{"AttributeName": one, "AttributeType": "S"} for one in ("pk", "sk")],
        BillingMode="PAY_PER_REQUEST",
    )
    yield Bound(dynamodb, name)
    dynamodb.delete_table(TableName=name)


class Bound:
    def __init__(self, dynamodb, name):
        self._dynamodb, self.name = dynamodb, name

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


def test_a_refused_write_shows_the_item_on_request(table):
    table.put_item(Item=ITEM)

    with pytest.raises(ClientError) as refused:
        table.put_item(
            Item=RUN,
            ConditionExpression="attribute_not_exists(pk)",
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )

    assert refused.value.response["Item"]["phase"] == {"S": "running"}


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


def test_a_table_that_is_not_there_is_not_found(a_world):
    dynamodb = client(a_world, "dynamodb")

    code, _ = refusal(dynamodb.get_item, TableName="gone", Key=RUN)

    assert code == "ResourceNotFoundException"


def test_a_table_made_anew_is_empty(table, a_world):
    table.put_item(Item=ITEM)
    described = table.describe_table()["Table"]
    table.delete_table()

    client(a_world, "dynamodb").create_table(
        TableName=table.name,
        KeySchema=described["KeySchema"],
        AttributeDefinitions=described["AttributeDefinitions"],
        BillingMode="PAY_PER_REQUEST",
    )

    assert table.item() is None


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


def test_a_client_token_makes_a_transaction_happen_once(table, a_world):
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
    a_world.clock.advance_to(a_world.clock.now() + 601)
    table.transact_write_items(**arguments)

    assert mismatch[0] == "IdempotentParameterMismatchException"
    assert table.item()["n"] == {"N": "2"}


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


def test_legacy_parameters_are_refused_by_name(table):
    code, message = refusal(table.put_item, Item=RUN, Expected={"pk": {"Exists": False}})

    assert code == "NotImplementedException"
    assert "the legacy parameter Expected" in message


def test_an_index_is_queried_by_its_own_key(a_world):
    dynamodb = client(a_world, "dynamodb")
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


def test_accounts_and_regions_have_items_of_their_own(table, a_world):
    table.put_item(Item=ITEM)
    elsewhere = client(a_world, "dynamodb", region="eu-west-1")

    assert (
        refusal(elsewhere.get_item, TableName=table.name, Key=RUN)[0] == "ResourceNotFoundException"
    )
    assert (HUB, REGION, START) == ("123456789012", "us-west-2", 1_670_440_506.0)
