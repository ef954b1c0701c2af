"""Every message, modal and answer as Slack is given it; each passes the block validator."""

import json
from pathlib import Path

import pytest
from fakes.bot_messages import MESSAGES, VIEWS

from muster.embedded.slack.blocks import validate_message, validate_view

HERE = Path(__file__).parent / "slack"


def written(value):
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_says_what_it_should_in_every_state(name, golden):
    message = MESSAGES[name]()
    shown = {"text": message.text, "blocks": message.blocks}

    assert validate_message(shown) == []
    golden(written(shown), HERE / f"{name}.json")


@pytest.mark.parametrize("name", VIEWS)
def test_a_modal_says_what_it_should(name, golden):
    view = VIEWS[name]()

    assert validate_view(view) == []
    golden(written(view), HERE / f"{name}.json")


def test_no_golden_file_is_left_over():
    assert {path.stem for path in HERE.glob("*.json")} == {*MESSAGES, *VIEWS}
