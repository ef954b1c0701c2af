"""What the run table tells a script when DynamoDB's answers are lost, late or crossed."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError, ParamValidationError

from muster.engine.codec import decode_item, encode_item
from muster.engine.writes import absent, check, delete, equals, put, update
from ssm_documents.scripts.lib import clients
from ssm_documents.scripts.lib.table import Table

KEY = ("RUN#r", "RUN")
LOST = ConnectionClosedError(endpoint_url="https://dynamodb")
MINE = {"state": "running", "by": ("a", "b"), "since": 7}


def refusal(code: str = "ConditionalCheckFailedException", *reasons: str) -> ClientError:
    response: dict[str, Any] = {"Error": {"Code": code, "Message": "no"}}
    if reasons:
        response["CancellationReasons"] = [{"Code": reason} for reason in reasons]
    return ClientError(response, "Write")


class Client:
    """Answers writes as the script says, reads from `items`."""

    def __init__(self, *answers: Any) -> None:
        self.answers: Iterator[Any] = iter(answers)
        self.items: dict[tuple[str, str], dict[str, Any]] = {}
        self.writes = 0
        self.put_item = self.update_item = self.delete_item = self.transact_write_items = self.say

    def say(self, **_: Any) -> dict[str, Any]:
        self.writes += 1
        answer = next(self.answers)
        if isinstance(answer, Exception):
            raise answer
        if callable(answer):
            answer()
        return {}

    def get_item(self, Key: Any, **_: Any) -> dict[str, Any]:  # noqa: N803 - boto3's name
        key = decode_item(Key)
        item = self.items.get((key["pk"], key["sk"]))
        return {"Item": encode_item(item)} if item else {}


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clients.time, "sleep", lambda _seconds: None)


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Table, Client]]:
    def made(*answers: Any) -> tuple[Table, Client]:
        client = Client(*answers)
        monkeypatch.setattr("ssm_documents.scripts.lib.table.client", lambda *_: client)
        return Table("muster", "us-west-2"), client

    return made


def test_a_condition_that_does_not_hold_is_somebody_elses_doing(table):
    mine, client = table(refusal())
    client.items[KEY] = dict(MINE)  # even if the item looks the same: this was the first try

    assert mine.write(update(KEY, MINE, equals("state", "x"))) is False


@pytest.mark.parametrize("first", [LOST, refusal("InternalServerError")])
@pytest.mark.parametrize(
    "write",
    [update(KEY, MINE, equals("state", "x"), remove=("owner",)), put(KEY, MINE, absent("pk"))],
)
def test_a_write_whose_answer_was_lost_has_taken_effect_if_the_item_shows_it(table, write, first):
    mine, client = table(first, refusal())
    client.items[KEY] = {**MINE, "by": ["a", "b"]}

    assert mine.write(write) is True


@pytest.mark.parametrize(
    "found", [{}, {**MINE, "by": ["a"]}, {**MINE, "by": ["a", "b"], "owner": "somebody"}]
)
def test_a_write_whose_answer_was_lost_is_refused_if_the_item_shows_another(table, found):
    mine, client = table(LOST, refusal())
    client.items[KEY] = found

    assert mine.write(update(KEY, MINE, equals("state", "x"), remove=("owner",))) is False


def test_a_removal_whose_answer_was_lost_has_taken_effect_if_the_item_is_gone(table):
    mine, _ = table(LOST, refusal())

    assert mine.write(delete(KEY, equals("run", "r"))) is True


def test_a_transaction_whose_answer_was_lost_is_judged_by_all_its_items(table):
    failed = refusal("TransactionCanceledException", "ConditionalCheckFailed", "None")
    mine, client = table(LOST, failed, LOST, failed)
    client.items[KEY] = {"a": 1}
    both = (update(KEY, {"a": 1}, absent("a")), update(("RUN#r", "WAVE#w"), {"b": 2}, absent("b")))

    assert mine.write(*both) is False
    client.items[("RUN#r", "WAVE#w")] = {"b": 2}
    assert mine.write(*both, check(("RUN#r", "X"), absent("pk"))) is True
    assert client.writes == 4


def test_a_throttled_write_that_is_then_refused_was_refused(table):
    mine, client = table(refusal("ThrottlingException"), refusal())
    client.items[KEY] = {**MINE, "by": ["a", "b"]}

    assert mine.write(update(KEY, MINE, equals("state", "x"))) is False


def test_transactions_that_meet_are_repeated_until_one_has_passed_the_other(table):
    met = refusal("TransactionCanceledException", "None", "TransactionConflict")
    mine, client = table(met, met, None)

    assert mine.write(put(KEY, MINE, absent("pk")), check(KEY, absent("x"))) is True
    assert client.writes == 3


def test_a_transaction_that_meets_another_and_fails_a_condition_is_refused_at_once(table):
    met = refusal("TransactionCanceledException", "TransactionConflict", "ConditionalCheckFailed")
    mine, client = table(met)

    assert mine.write(put(KEY, MINE), check(KEY, absent("x"))) is False
    assert client.writes == 1


def test_a_call_that_is_wrong_in_itself_is_not_repeated(table):
    mine, client = table(ParamValidationError(report="too short"))

    with pytest.raises(ParamValidationError):
        mine.write(put(KEY, MINE))
    assert client.writes == 1


def test_keys_that_dynamodb_leaves_over_are_asked_for_after_a_pause(table, monkeypatch):
    slept: list[float] = []
    monkeypatch.setattr(clients.time, "sleep", slept.append)
    read, client = table()
    answers = iter(
        [
            {"Responses": {}, "UnprocessedKeys": {"muster": {"Keys": ["the rest"]}}},
            {"Responses": {"muster": [encode_item({"pk": KEY[0], "sk": KEY[1], "n": 7})]}},
        ]
    )
    client.batch_get_item = lambda **_: next(answers)

    assert [item["n"] for item in read.get_each([KEY])] == [7]
    assert len(slept) == 1
