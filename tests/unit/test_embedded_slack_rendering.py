"""Blocks and mrkdwn become HTML in which nothing but our own tags has a meaning."""

from html.parser import HTMLParser

import pytest

from muster.embedded.slack.blocks import BLOCKS as KNOWN
from muster.embedded.slack.blocks import validate
from muster.embedded.slack.blocks.elements import INTERACTIVE
from muster.embedded.slack.render.blocks import BLOCKS, block
from muster.embedded.slack.render.elements import DRAWN, Place, element
from muster.embedded.slack.render.mrkdwn import mrkdwn, plain
from muster.embedded.slack.render.names import Names

NAMES = Names(
    people={"U0ANA": "Ana Silva", "U0BEN": "Ben Okoro"},
    channels={"C1": "general"},
    groups={"S1": "dr-approvers"},
    my_groups=frozenset({"S1"}),
    me="U0ANA",
)


class Reader(HTMLParser):
    """Tags with their attributes, and all the text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(str(html))

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold* _italic_ ~gone~", "<b>bold</b> <i>italic</i> <s>gone</s>"),
        ("*bold _both_*", "<b>bold <i>both</i></b>"),
        ("*a _b* c_", "<b>a _b</b> c_"),
        ("2 * 3 * 4, snake_case_name", "2 * 3 * 4, snake_case_name"),
        ("`*raw*`", "<code>*raw*</code>"),
        ("```a\n*b*```", "<pre>a\n*b*</pre>"),
        ("a\n```b```\nc", "a<pre>b</pre>c"),
        ("&gt; a\n&gt; b\nc", '<span class="quote">a</span><span class="quote">b</span>c'),
        ("&gt; quoted", '<span class="quote">quoted</span>'),
        ("&lt;b&gt; &amp;amp;", "&lt;b&gt; &amp;amp;"),
        ("*<@U0BEN>*", '<b><span class="mention">@Ben Okoro</span></b>'),
        ("<@U0ANA>", '<span class="mention mine">@Ana Silva</span>'),
        ("<!subteam^S1>", '<span class="mention mine">@dr-approvers</span>'),
        ("<!here>", '<span class="mention mine">@here</span>'),
        ("<!date^60^{time}|1:00>", '<time data-ts="60" data-format="{time}">1:00</time>'),
        (":nonsense:", ":nonsense:"),
    ],
)
def test_mrkdwn_is_formatted_as_slack_formats_it(text, html):
    assert str(mrkdwn(text, NAMES)) == html


def test_links_open_outside_and_cannot_reach_back():
    [(tag, attributes)] = Reader(mrkdwn("<https://example.com/a?b=1&amp;c=2|the page>", NAMES)).tags

    assert (tag, attributes["href"]) == ("a", "https://example.com/a?b=1&c=2")
    assert (attributes["target"], attributes["rel"]) == ("_blank", "noopener noreferrer")


def test_an_address_in_the_text_becomes_a_link_without_the_full_stop():
    [(_, attributes)] = Reader(mrkdwn("see https://example.com/x.", NAMES)).tags

    assert attributes["href"] == "https://example.com/x"


def test_an_emoji_is_named_for_screen_readers():
    [(_, attributes)] = Reader(plain("done :white_check_mark:")).tags

    assert (attributes["role"], attributes["aria-label"]) == ("img", "white check mark")


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<javascript:alert(1)|click>",
        "<https://x|<img src=x onerror=alert(1)>>",
        '<https://x" onmouseover="alert(1)|x>',
        '`"><img src=x>`',
        "<!date^1^{time}^javascript:alert(1)|x>",
        "\ue0000\ue001 *\ue00099\ue001*",
        "<@U0BEN|<b>x</b>>",
    ],
)
def test_text_never_becomes_code(attack):
    reader = Reader(mrkdwn(attack, NAMES))

    assert {tag for tag, _ in reader.tags} <= {"a", "b", "code", "span", "time"}
    for _, attributes in reader.tags:
        assert not [name for name in attributes if name.startswith("on")]
        assert not attributes.get("href", "https:").startswith("javascript")


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
