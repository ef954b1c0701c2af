"""Mistakes that slack-sdk's own models let pass."""

from block_cases.shapes import (
    actions,
    button,
    divider,
    input_block,
    mrkdwn,
    option,
    plan,
    section,
    table,
    task,
)

MISTAKES = {
    "section text empty": ([section("")], "too_short", "/0/text/text"),
    "section field 2001": (
        [{"type": "section", "fields": [mrkdwn("x" * 2001)]}],
        "too_long",
        "/0/fields/0/text",
    ),
    "header mrkdwn": ([{"type": "header", "text": mrkdwn("x")}], "elsewhere_only", "/0/text/type"),
    "button text mrkdwn": (
        [actions({**button(), "text": mrkdwn("x")})],
        "elsewhere_only",
        "/0/elements/0/text/type",
    ),
    "duplicate block_id": (
        [divider(block_id="a"), divider(block_id="a")],
        "duplicate_block_id",
        "/1/block_id",
    ),
    "duplicate action_id in a block": ([actions(button(), button())], "duplicate_action_id", "/0"),
    "unknown key": ([divider(colour="red")], "unknown_key", "/0/colour"),
    "51 blocks": ([divider()] * 51, "too_many", ""),
    "plan task bad status": ([plan(task("completed"))], "bad_value", "/0/tasks/0/status"),
    "two plans": ([plan(), plan()], "too_many", "/1"),
    "table 101 rows": ([table(rows=101)], "too_many", "/0/rows"),
    "table 21 columns": ([table(columns=21)], "too_many", "/0/rows/0"),
    "two tables": ([table(), table()], "too_many", "/1"),
    "overflow option label 76": (
        [section(accessory={"type": "overflow", "options": [option("x" * 76)]})],
        "too_long",
        "/0/accessory/options/0/text/text",
    ),
    "input in a message": ([input_block()], "elsewhere_only", "/0/type"),
}
