"""Every mistake that a bot can make with blocks is found, under its name and at its place."""

import pytest
from block_cases import (
    between_blocks,
    fields,
    found_by_slack_sdk,
    missed_by_slack_sdk,
    tables_and_charts,
)
from block_cases.shapes import actions, button, section

from muster.embedded.slack.blocks import CODES, validate, validate_message

MISTAKES_IN_A_MESSAGE = (
    found_by_slack_sdk.MISTAKES
    | missed_by_slack_sdk.MISTAKES
    | between_blocks.MISTAKES
    | tables_and_charts.MISTAKES
    | fields.MISTAKES
)
"""By its name: the blocks of a message, the code of the mistake, its pointer (empty: the list)."""


@pytest.mark.parametrize("name", MISTAKES_IN_A_MESSAGE)
def test_a_mistake_is_refused_with_its_code_and_place(name):
    blocks, code, pointer = MISTAKES_IN_A_MESSAGE[name]

    mistakes = validate(blocks, "message")

    assert code in CODES
    assert (code, pointer) in {(one.code, one.pointer) for one in mistakes}


def test_a_message_without_text_is_a_mistake():
    blocks = [section()]

    assert [one.code for one in validate_message({"blocks": blocks})] == ["missing"]
    assert [one.code for one in validate_message([])] == ["wrong_type"]
    assert validate_message({"text": "Drill of payments started", "blocks": blocks}) == []


def test_all_mistakes_are_reported_at_once_and_read_like_sentences():
    blocks = [section("x" * 3001), actions(button(style="green")), {"type": "nonsense"}]

    assert [str(one) for one in validate(blocks, "message")] == [
        "must be at most 3000 characters long, has 3001 [json-pointer:/0/text/text]",
        "must be one of primary, danger, is 'green' [json-pointer:/1/elements/0/style]",
        "unsupported type: nonsense [json-pointer:/2/type]",
    ]
