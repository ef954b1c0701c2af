"""Blocks and views that are exactly at a limit of Slack's are no mistake."""

import pytest
from block_cases.shapes import (
    actions,
    button,
    confirm,
    container,
    divider,
    input_block,
    modal,
    mrkdwn,
    option,
    plain,
    plan,
    rich,
    section,
    select,
    table,
    task,
)

from muster.embedded.slack.blocks import validate, validate_view

EXACTLY_AT_A_LIMIT = {
    "section text 3000": [section("x" * 3000)],
    "section 10 fields of 2000": [{"type": "section", "fields": [mrkdwn("x" * 1300)] * 10}],
    "section field 2000": [{"type": "section", "fields": [mrkdwn("x" * 2000)]}],
    "header 150": [{"type": "header", "text": plain("x" * 150)}],
    "markdown 12000": [{"type": "markdown", "text": "x" * 12000}],
    "markdown together 12000": [{"type": "markdown", "text": "x" * 6000}] * 2,
    "context 10": [{"type": "context", "elements": [mrkdwn("x")] * 10}],
    "actions 25": [actions(*[button(f"go{n}") for n in range(25)])],
    "button text 75": [actions({**button(), "text": plain("x" * 75)})],
    "button value 2000": [actions(button(value="x" * 2000))],
    "button label 75": [actions(button(accessibility_label="x" * 75))],
    "button url 3000": [actions(button(url="https://a.example/" + "x" * 2982))],
    "action_id 255": [actions(button("x" * 255))],
    "block_id 255": [divider(block_id="x" * 255)],
    "confirm 100, 300, 30, 30": [
        actions(
            button(
                confirm=confirm(
                    title=plain("x" * 100),
                    text=mrkdwn("x" * 300),
                    confirm=plain("x" * 30),
                    deny=plain("x" * 30),
                )
            )
        )
    ],
    "select 100 options": [actions(select([option()] * 100))],
    "overflow 5 options": [section(accessory={"type": "overflow", "options": [option()] * 5})],
    "overflow option label 75": [
        section(accessory={"type": "overflow", "options": [option("x" * 75)]})
    ],
    "50 blocks": [divider()] * 50,
    "table 100 rows": [table(rows=100)],
    "table 20 columns": [table(columns=20)],
    "all blocks together 13200": [section("x" * 2634)] * 5,
    "alike action_ids in two blocks": [actions(button()), actions(button())],
    "plan with every status": [
        plan(task("pending"), task("in_progress"), task("complete"), task("error"))
    ],
    "task_cards without a plan": [task(), task()],
    "container with 10 blocks": [container(*[section()] * 10)],
    "rich text of every leaf": [
        rich(
            {"type": "text", "text": "x", "style": {"bold": True}},
            {"type": "link", "url": "https://example.com", "text": "x"},
            {"type": "user", "user_id": "U1"},
            {"type": "usergroup", "usergroup_id": "S1"},
            {"type": "channel", "channel_id": "C1"},
            {"type": "emoji", "name": "wave"},
            {"type": "broadcast", "range": "here"},
            {"type": "date", "timestamp": 1, "format": "{date}"},
        )
    ],
}


@pytest.mark.parametrize("name", EXACTLY_AT_A_LIMIT)
def test_what_is_exactly_at_a_limit_passes(name):
    assert validate(EXACTLY_AT_A_LIMIT[name], "message") == []


def test_views_exactly_at_their_limits_pass():
    full = modal(
        *[divider()] * 99,
        input_block(),
        title=plain("x" * 24),
        submit=plain("x" * 24),
        close=plain("x" * 24),
        private_metadata="x" * 3000,
        callback_id="x" * 255,
    )

    assert validate_view(full) == []
    assert validate_view({"type": "home", "blocks": [section()] * 100}) == []
