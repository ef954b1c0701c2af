"""The loader runs what the document's sha256 names, and nothing else."""

import base64
import zlib
from typing import Any

import boto3
import pytest

from ssm_documents.compiler.bundler import Bundle, bundle, digest_of, loader, stored_text

SOURCE = "def handler(events, context):\n    return {'Sum': events['a'] + 1}\n"
READ = {"ssm_documents.scripts.sample": SOURCE}.__getitem__
EVENTS = {"table": "muster", "region": "us-west-2", "a": 41}


@pytest.fixture
def made() -> Bundle:
    return bundle("sample", READ)


class Table:
    """A table of one item."""

    def __init__(self, item: dict[str, Any] | None) -> None:
        self.item = item
        self.asked: list[dict[str, Any]] = []

    def get_item(self, **question: Any) -> dict[str, Any]:
        self.asked.append(question)
        return {"Item": self.item} if self.item else {}


def load(monkeypatch: pytest.MonkeyPatch, made: Bundle, text: str | None) -> tuple[Any, Table]:
    table = Table({"text": {"S": text}} if text else None)
    monkeypatch.setattr(boto3, "client", lambda *_args, **_more: table)
    scope: dict[str, Any] = {"__name__": "sample"}
    exec(loader(made), scope)
    return scope["handler"](EVENTS, None), table


def test_a_loaded_script_does_what_the_plain_one_does(
    monkeypatch: pytest.MonkeyPatch, made: Bundle
) -> None:
    answer, table = load(monkeypatch, made, stored_text(made))

    assert answer == {"Sum": 42}
    assert table.asked == [
        {
            "TableName": "muster",
            "Key": {"pk": {"S": f"SCRIPT#{made.sha256}"}, "sk": {"S": "SCRIPT"}},
            "ConsistentRead": True,
        }
    ]


def test_another_text_under_the_same_key_is_refused(
    monkeypatch: pytest.MonkeyPatch, made: Bundle
) -> None:
    other = base64.b64encode(zlib.compress(b"def handler(events, context): return 'evil'")).decode()

    with pytest.raises(RuntimeError, match="is not this one"):
        load(monkeypatch, made, other)


def test_a_script_that_was_never_published_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, made: Bundle
) -> None:
    with pytest.raises(RuntimeError, match="muster plan publish"):
        load(monkeypatch, made, None)


def test_a_loader_and_its_plain_text_have_one_digest(made: Bundle) -> None:
    assert digest_of(loader(made)) == digest_of(made.text) == made.sha256


def test_a_loader_holds_nothing_that_systems_manager_would_expand(made: Bundle) -> None:
    assert "{{" not in loader(made)
