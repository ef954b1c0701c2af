"""What buttons, inputs, images, plans and tables of the embedded Slack say to who reads them."""

import pytest
from fakes.html_reader import NAMES, Reader

from muster.embedded.slack.render.blocks import block
from muster.embedded.slack.render.elements import Place, element


def test_a_button_carries_what_the_page_needs_and_its_confirmation():
    texts = {
        key: {"type": "plain_text", "text": key} for key in ("title", "text", "confirm", "deny")
    }
    button = {
        "type": "button",
        "action_id": "abort",
        "style": "danger",
        "text": {"type": "plain_text", "text": "Abort"},
        "accessibility_label": "Abort the drill",
        "confirm": texts,
    }

    [(tag, attributes)] = Reader(element(button, Place("b1", NAMES))).tags

    assert (tag, attributes["data-block"], attributes["data-action"]) == ("button", "b1", "abort")
    assert attributes["class"] == "button danger"
    assert attributes["aria-label"] == "Abort the drill"
    assert '"deny": "deny"' in attributes["data-confirm"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x"])
def test_a_button_with_a_dangerous_address_is_only_a_button(url):
    button = {"type": "button", "action_id": "a", "text": {"text": "x"}, "url": url}

    assert Reader(element(button, Place("b1", NAMES))).tags[0][0] == "button"


def test_an_input_has_its_label_its_hint_and_room_for_a_mistake():
    one = {
        "type": "input",
        "block_id": "why",
        "optional": True,
        "label": {"type": "plain_text", "text": "Reason"},
        "hint": {"type": "plain_text", "text": "For the audit"},
        "element": {"type": "plain_text_input", "action_id": "why", "multiline": True},
    }

    reader = Reader(block(one, NAMES))

    assert "Reason (optional)" in reader.text
    assert "For the audit" in reader.text
    field = dict(reader.tags)["textarea"]
    assert (field["aria-label"], "data-press" in field) == ("Reason", False)
    assert any("data-mistake" in attributes for _, attributes in reader.tags)


def test_an_image_is_told_in_words_and_never_fetched():
    one = {"type": "image", "image_url": "https://example.com/x.png", "alt_text": "a chart"}

    html = str(block(one, NAMES))

    assert "Image: a chart" in html
    assert "example.com" not in html


def test_a_plan_says_the_state_of_each_task_in_words():
    tasks = [
        {"task_id": str(number), "title": f"wave {number}", "status": status}
        for number, status in enumerate(("pending", "in_progress", "complete", "error"))
    ]

    text = Reader(block({"type": "plan", "title": "Waves", "tasks": tasks}, NAMES)).text

    assert text == "Waves" + "".join(
        f"{said}wave {number}"
        for number, said in enumerate(("to do", "in progress", "done", "failed"))
    )


def test_the_first_row_of_a_table_is_its_header():
    rows = [[{"type": "raw_text", "text": "Server"}], [{"type": "raw_text", "text": "<db>"}]]

    reader = Reader(block({"type": "table", "rows": rows}, NAMES))

    assert [tag for tag, _ in reader.tags if tag in ("th", "td")] == ["th", "td"]
    assert reader.text == "Server<db>"
