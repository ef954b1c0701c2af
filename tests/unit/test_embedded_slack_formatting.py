"""Mrkdwn becomes HTML as Slack formats it, and text never becomes code."""

import pytest
from fakes.html_reader import NAMES, Reader

from muster.embedded.slack.render.mrkdwn import mrkdwn, plain


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
