"""A plain answer is read as botocore would read it."""

import json

import botocore.session
import pytest
from botocore.parsers import create_parser

from muster.embedded.aws.plain_json import PLAIN, Parsers

MODEL = botocore.session.get_session().get_service_model("dynamodb")
ITEM = {
    "pk": {"S": "RUN#1"},
    "n": {"N": "7"},
    "on": {"BOOL": True},
    "none": {"NULL": True},
    "list": {"L": [{"S": "a"}, {"M": {"x": {"N": "1"}}}]},
    "names": {"SS": ["a", "b"]},
}


def read(parser, shape: str, answer: dict) -> dict:
    body = json.dumps(answer).encode()
    response = {"status_code": 200, "headers": {"x-amzn-requestid": "1"}, "body": body}
    return parser.parse(response, MODEL.shape_for(shape))


@pytest.mark.parametrize(
    ("shape", "answer"),
    [
        ("GetItemOutput", {"Item": ITEM}),
        ("GetItemOutput", {}),
        ("GetItemOutput", {"Item": {**ITEM, "bytes": {"B": "AAEC"}}}),
        (
            "QueryOutput",
            {"Items": [ITEM, ITEM], "Count": 2, "LastEvaluatedKey": {"pk": {"S": "x"}}},
        ),
        ("QueryOutput", {"Items": [], "Count": 0, "LastEvaluatedKey": None}),
        ("BatchGetItemOutput", {"Responses": {"t": [ITEM]}, "UnprocessedKeys": {}}),
    ],
)
def test_what_is_read_at_once_is_what_botocore_reads(shape, answer):
    assert read(Parsers().create_parser("json"), shape, answer) == read(
        create_parser("json"), shape, answer
    )


def test_every_plain_answer_is_a_shape_of_dynamodb():
    assert set(MODEL.shape_names) >= PLAIN
