"""Mistakes that slack-sdk's own models find as well."""

from block_cases.shapes import (
    actions,
    button,
    confirm,
    divider,
    mrkdwn,
    option,
    plain,
    section,
    select,
    task,
)

MISTAKES = {
    "unknown block type": ([{"type": "nonsense"}], "unknown_type", "/0/type"),
    "section without text or fields": ([{"type": "section"}], "missing", "/0"),
    "section text 3001": ([section("x" * 3001)], "too_long", "/0/text/text"),
    "section 11 fields": (
        [{"type": "section", "fields": [mrkdwn("x")] * 11}],
        "too_many",
        "/0/fields",
    ),
    "header 151": ([{"type": "header", "text": plain("x" * 151)}], "too_long", "/0/text/text"),
    "markdown 12001": ([{"type": "markdown", "text": "x" * 12001}], "too_long", "/0/text"),
    "context 11": (
        [{"type": "context", "elements": [mrkdwn("x")] * 11}],
        "too_many",
        "/0/elements",
    ),
    "actions 26 elements": (
        [actions(*[button(f"go{n}") for n in range(26)])],
        "too_many",
        "/0/elements",
    ),
    "button text 76": (
        [actions({**button(), "text": plain("x" * 76)})],
        "too_long",
        "/0/elements/0/text/text",
    ),
    "button value 2001": (
        [actions(button(value="x" * 2001))],
        "too_long",
        "/0/elements/0/value",
    ),
    "button style green": ([actions(button(style="green"))], "bad_value", "/0/elements/0/style"),
    "action_id 256": ([actions(button("x" * 256))], "too_long", "/0/elements/0/action_id"),
    "block_id 256": ([divider(block_id="x" * 256)], "too_long", "/0/block_id"),
    "confirm text 301": (
        [actions(button(confirm=confirm(text=plain("x" * 301))))],
        "too_long",
        "/0/elements/0/confirm/text/text",
    ),
    "select 101 options": (
        [actions(select([option()] * 101))],
        "too_many",
        "/0/elements/0/options",
    ),
    "task_card bad status": ([task("completed")], "bad_value", "/0/status"),
    "plan without title": ([{"type": "plan", "tasks": []}], "missing", "/0"),
}
