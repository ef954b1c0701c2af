"""Every mistake that a bot can make with a modal or Home is found, by its name and its place."""

import pytest
from block_cases.shapes import actions, divider, input_block, modal, plain

from muster.embedded.slack.blocks import validate_view

MISTAKES_IN_A_VIEW = {
    "modal title 25": (modal(title=plain("x" * 25)), "too_long", "/title/text"),
    "modal private_metadata 3001": (
        modal(private_metadata="x" * 3001),
        "too_long",
        "/private_metadata",
    ),
    "modal 101 blocks": (modal(*[divider()] * 101), "too_many", "/blocks"),
    "modal input without submit": (modal(input_block()), "missing", ""),
    "modal without title": ({"type": "modal", "blocks": [divider()]}, "missing", ""),
    "modal without blocks": (
        {"type": "modal", "title": plain("x"), "blocks": []},
        "too_few",
        "/blocks",
    ),
    "modal submit 25": (modal(submit=plain("x" * 25)), "too_long", "/submit/text"),
    "modal callback_id 256": (modal(callback_id="x" * 256), "too_long", "/callback_id"),
    "alert bad level": (
        modal({"type": "alert", "text": plain("x"), "level": "fatal"}),
        "bad_value",
        "/blocks/0/level",
    ),
    "alert text 201": (
        modal({"type": "alert", "text": plain("x" * 201)}),
        "too_long",
        "/blocks/0/text/text",
    ),
    "placeholder 151": (
        modal(
            input_block({"type": "plain_text_input", "placeholder": plain("x" * 151)}),
            submit=plain("Go"),
        ),
        "too_long",
        "/blocks/0/element/placeholder/text",
    ),
    "input label 2001": (
        modal(input_block(label=plain("x" * 2001)), submit=plain("Go")),
        "too_long",
        "/blocks/0/label/text",
    ),
    "dispatching file input": (
        modal(input_block({"type": "file_input"}, dispatch_action=True), submit=plain("Go")),
        "bad_value",
        "/blocks/0/dispatch_action",
    ),
    "workflow_button in a modal": (
        modal(
            actions(
                {
                    "type": "workflow_button",
                    "text": plain("x"),
                    "action_id": "a",
                    "workflow": {"trigger": {"url": "https://slack.com/shortcuts/x"}},
                }
            )
        ),
        "elsewhere_only",
        "/blocks/0/elements/0/type",
    ),
    "home with submit": (
        {"type": "home", "blocks": [divider()], "submit": plain("Go")},
        "unknown_key",
        "/submit",
    ),
    "home with close": (
        {"type": "home", "blocks": [divider()], "close": plain("No")},
        "unknown_key",
        "/close",
    ),
    "number input on Home": (
        {
            "type": "home",
            "blocks": [input_block({"type": "number_input", "is_decimal_allowed": False})],
        },
        "elsewhere_only",
        "/blocks/0/element/type",
    ),
    "view of another type": ({"type": "workflow_step", "blocks": []}, "unknown_type", "/type"),
    "view whose blocks are no list": (
        {"type": "home", "blocks": {}},
        "wrong_type",
        "/blocks",
    ),
    "view that is no object": ([], "wrong_type", ""),
}


@pytest.mark.parametrize("name", MISTAKES_IN_A_VIEW)
def test_a_mistake_in_a_view_is_refused_with_its_code_and_place(name):
    view, code, pointer = MISTAKES_IN_A_VIEW[name]

    assert (code, pointer) in {(one.code, one.pointer) for one in validate_view(view)}
