"""Every block that can be sent is drawn, in HTML that fetches nothing."""

import pytest
from fakes.html_reader import NAMES, Reader

from muster.embedded.slack.blocks import BLOCKS as KNOWN
from muster.embedded.slack.blocks import validate
from muster.embedded.slack.blocks.elements import INTERACTIVE
from muster.embedded.slack.render.blocks import BLOCKS, block
from muster.embedded.slack.render.elements import DRAWN


def test_every_block_that_can_be_sent_and_every_element_can_be_drawn():
    assert set(BLOCKS) == set(KNOWN) - {"file"}
    assert set(DRAWN) == INTERACTIVE


def leaves(*pieces):
    return {"type": "rich_text_section", "elements": list(pieces)}


def words(text):
    return {"type": "plain_text", "text": text}


RICH = {
    "type": "rich_text",
    "elements": [
        leaves(
            {"type": "text", "text": "<b>", "style": {"bold": True, "code": True}},
            {"type": "link", "url": "https://example.com"},
            {"type": "user", "user_id": "U0BEN"},
            {"type": "usergroup", "usergroup_id": "S1"},
            {"type": "channel", "channel_id": "C1"},
            {"type": "emoji", "name": "x"},
            {"type": "broadcast", "range": "here"},
            {"type": "color", "value": "#112233"},
            {"type": "team", "team_id": "T1"},
            {"type": "date", "timestamp": 60, "format": "{time}", "url": "https://example.com"},
        ),
        {"type": "rich_text_list", "style": "ordered", "offset": 1, "elements": [leaves()]},
        {"type": "rich_text_quote", "elements": []},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "code"}]},
    ],
}
IMAGE = {"type": "image", "alt_text": "a cat", "image_url": "https://example.com/cat.png"}
LINES = {
    "type": "line",
    "series": [{"name": "lag", "data": [{"label": "Mon", "value": 3}]}],
    "axis_config": {"categories": ["Mon"]},
}
PIE = {"type": "pie", "segments": [{"label": "up", "value": 5}]}
DRAWN_BLOCKS = {
    "rich text": (RICH, "&lt;b&gt;"),
    "section with an image": (
        {"type": "section", "text": words("text"), "accessory": IMAGE},
        "Image: a cat",
    ),
    "context": ({"type": "context", "elements": [IMAGE, words("small")]}, "small"),
    "image with a title": (IMAGE | {"title": words("Cat")}, "<figcaption>Cat</figcaption>"),
    "markdown": (
        {"type": "markdown", "text": "# Title\n**bold** [a](https://example.com) <i>"},
        "<b>bold</b>",
    ),
    "alert": ({"type": "alert", "level": "error", "text": words("No")}, "alert-error"),
    "card": (
        {"type": "card", "title": words("T"), "body": words("B"), "hero_image": IMAGE},
        "card-title",
    ),
    "carousel": ({"type": "carousel", "elements": [{"type": "card", "body": words("B")}]}, "B"),
    "container": (
        {"type": "container", "title": words("Open"), "child_blocks": [{"type": "divider"}]},
        "container-title",
    ),
    "folded container": (
        {
            "type": "container",
            "rich_text_title": RICH,
            "subtitle": words("sub"),
            "is_collapsible": True,
            "default_collapsed": True,
            "child_blocks": [{"type": "divider"}],
        },
        "<details><summary>",
    ),
    "task card": (
        {
            "type": "task_card",
            "task_id": "1",
            "title": "Launch",
            "output": RICH,
            "sources": [{"type": "url", "url": "https://example.com", "text": "job"}],
        },
        "Launch",
    ),
    "data table": (
        {
            "type": "data_table",
            "caption": "Servers",
            "rows": [[{"type": "raw_text", "text": "n"}], [{"type": "raw_number", "value": 5}]],
        },
        "<caption>Servers</caption>",
    ),
    "lines": ({"type": "data_visualization", "title": "Lag", "chart": LINES}, "<td"),
    "pie": ({"type": "data_visualization", "title": "Up", "chart": PIE}, "<td"),
    "video": (
        {
            "type": "video",
            "alt_text": "how to",
            "title": words("Film"),
            "thumbnail_url": "https://example.com/x.png",
            "video_url": "https://example.com/x",
        },
        "Video: how to",
    ),
    "feedback": (
        {
            "type": "context_actions",
            "block_id": "b",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "action_id": "a",
                    "positive_button": {"text": words("Good"), "value": "1"},
                    "negative_button": {"text": words("Bad"), "value": "0"},
                },
                {"type": "icon_button", "icon": "trash", "action_id": "c", "text": words("Del")},
            ],
        },
        "Good",
    ),
    "overflow": (
        {
            "type": "actions",
            "block_id": "b",
            "elements": [
                {
                    "type": "overflow",
                    "action_id": "a",
                    "options": [{"text": words("Show"), "value": "s"}],
                }
            ],
        },
        "Show",
    ),
}


@pytest.mark.parametrize("name", DRAWN_BLOCKS)
def test_a_block_is_legal_somewhere_and_drawn_without_anything_from_outside(name):
    one, expected = DRAWN_BLOCKS[name]

    html = str(block(one, NAMES))

    assert any(validate([one], surface) == [] for surface in ("message", "modal", "home"))
    assert expected in html
    assert not {"img", "script", "iframe", "video"} & {tag for tag, _ in Reader(html).tags}
