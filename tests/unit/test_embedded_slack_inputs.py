"""Every kind of input is drawn, starts with its initial value and sends what was put in."""

import pytest
from fakes.slack_app import Stage

from muster.embedded.slack.blocks import validate_view
from muster.embedded.slack.inputs import HOLDS, initial, problem, typed
from muster.embedded.slack.render.elements import Place, element
from muster.embedded.slack.render.names import Names


def plain(text):
    return {"type": "plain_text", "text": text}


ONE, TWO = ({"text": plain(word), "value": word[0]} for word in ("one", "two"))
OPTIONS = {"options": [ONE, TWO]}
RICH = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "hi"}]}],
}
# type → (its settings, its initial raw value, a raw value, how interactions carry it)
KINDS = {
    "plain_text_input": ({"initial_value": "a"}, "a", "b", {"value": "b"}),
    "email_text_input": ({"initial_value": "a@b.cd"}, "a@b.cd", "x@y.zz", {"value": "x@y.zz"}),
    "url_text_input": ({}, "", "https://a.example", {"value": "https://a.example"}),
    "number_input": (
        {"is_decimal_allowed": False, "initial_value": "1"},
        "1",
        "2",
        {"value": "2"},
    ),
    "rich_text_input": ({"action_id": "a"}, "", "hi", {"rich_text_value": RICH}),
    "datepicker": (
        {"initial_date": "2026-11-20"},
        "2026-11-20",
        "2026-11-21",
        {"selected_date": "2026-11-21"},
    ),
    "timepicker": ({"initial_time": "08:30"}, "08:30", "09:00", {"selected_time": "09:00"}),
    "datetimepicker": ({"initial_date_time": 60}, "60", "120", {"selected_date_time": 120}),
    "users_select": ({"initial_user": "U1"}, "U1", "U2", {"selected_user": "U2"}),
    "conversations_select": ({}, "", "C1", {"selected_conversation": "C1"}),
    "channels_select": ({"initial_channel": "C1"}, "C1", "C2", {"selected_channel": "C2"}),
    "multi_users_select": ({"initial_users": ["U1"]}, ["U1"], ["U2"], {"selected_users": ["U2"]}),
    "multi_conversations_select": ({}, "", ["C1"], {"selected_conversations": ["C1"]}),
    "multi_channels_select": ({}, "", ["C1"], {"selected_channels": ["C1"]}),
    "static_select": ({**OPTIONS, "initial_option": ONE}, "o", "t", {"selected_option": TWO}),
    "external_select": ({}, "", "x", {"selected_option": None}),
    "radio_buttons": ({**OPTIONS, "initial_option": ONE}, "o", "t", {"selected_option": TWO}),
    "multi_static_select": (
        {"option_groups": [{"label": plain("g"), "options": [ONE, TWO]}]},
        "",
        ["o", "t"],
        {"selected_options": [ONE, TWO]},
    ),
    "multi_external_select": ({}, "", [], {"selected_options": []}),
    "checkboxes": (
        {**OPTIONS, "initial_options": [ONE]},
        ["o"],
        ["t"],
        {"selected_options": [TWO]},
    ),
    "file_input": ({}, "", "", {"files": []}),
}


def made(kind):
    return {"type": kind, "action_id": "a"} | KINDS[kind][0]


def test_every_kind_that_holds_a_value_is_here():
    assert set(KINDS) == set(HOLDS) - {"overflow"}


@pytest.mark.parametrize("kind", KINDS)
def test_an_input_is_legal_in_a_modal_and_can_be_drawn(kind):
    block = {"type": "input", "block_id": "b", "label": plain("L"), "element": made(kind)}
    view = {"type": "modal", "title": plain("T"), "submit": plain("S"), "blocks": [block]}

    html = element(made(kind), Place("b", Names(people={"U1": "Ana"}), presses=False, label="L"))

    assert validate_view(view) == []
    assert f'data-kind="{kind}"' in html


@pytest.mark.parametrize("kind", KINDS)
def test_an_input_starts_with_its_initial_value_and_sends_the_new_one(kind):
    _, first, raw, carried = KINDS[kind]

    assert initial(made(kind)) == first
    assert typed(made(kind), raw) == {"type": kind} | carried


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_input_sends_nothing(kind):
    value = typed(made(kind), "")

    assert not any(content for key, content in value.items() if key != "type")


@pytest.mark.parametrize(
    ("made_of", "raw", "said"),
    [
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "Enter a number."),
        ({"type": "number_input", "is_decimal_allowed": True}, "1.5", None),
        (
            {"type": "number_input", "is_decimal_allowed": True, "min_value": "2"},
            "1.5",
            "Enter a number of at least 2.",
        ),
        ({"type": "email_text_input"}, "nobody", "Enter an e-mail address."),
        ({"type": "url_text_input"}, "a.example", "Enter a URL that starts with"),
        ({"type": "plain_text_input", "max_length": 2}, "abc", "Write 0 to 2 characters"),
        ({"type": "multi_users_select", "max_selected_items": 1}, ["a", "b"], "Choose at most 1."),
    ],
)
def test_slack_itself_says_what_is_wrong_with_an_input(made_of, raw, said):
    found = problem({"type": "input", "element": made_of}, raw)

    assert (found or "").startswith(said or "")
    assert bool(found) == bool(said)


def test_values_that_were_not_touched_are_sent_as_they_stood():
    stage = Stage()
    blocks = [
        {"type": "input", "block_id": kind, "label": plain("L"), "element": made(kind)}
        for kind in ("checkboxes", "datepicker")
    ]
    view = {"type": "modal", "title": plain("T"), "submit": plain("S"), "blocks": blocks}
    ana = stage.slack.act_as("ana")
    ana.command("/dr", "x")
    stage.call(
        "views.open", trigger_id=stage.app.only("command")["content"]["trigger_id"], view=view
    )
    ana.submit()

    values = stage.app.only("view_submission")["content"]["view"]["state"]["values"]
    assert values["checkboxes"]["a"]["selected_options"] == [ONE]
    assert values["datepicker"]["a"]["selected_date"] == "2026-11-20"
