"""Whatever a text says, its HTML has our own tags only and says the text."""

from html.parser import HTMLParser

from hypothesis import example, given
from hypothesis import strategies as st

from muster.embedded.slack.render.mrkdwn import mrkdwn
from muster.embedded.slack.render.names import Names

MARKUP = "* _ ~ ` ``` < > | &lt; &amp; <@U1> <!here> https:// <https://a.example| :x: &gt; <b>"
PIECES = st.sampled_from([*MARKUP.split(), "\n", " ", "\ue0000\ue001", '"', "'", "javascript:"])
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=12).map("".join)
TAGS = {"a", "b", "button", "code", "i", "pre", "s", "span", "time"}
ATTRIBUTES = {
    "aria-label",
    "class",
    "data-format",
    "data-open-channel",
    "data-ts",
    "href",
    "rel",
    "role",
    "target",
    "title",
    "type",
}


class Checker(HTMLParser):
    """Notes what is open, and refuses what is not ours."""

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):
        assert tag in TAGS
        assert {name for name, _ in attrs} <= ATTRIBUTES
        assert all(not value.startswith("javascript") for name, value in attrs if name == "href")
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@example("*a _b* c_")
@given(TEXTS)
def test_any_text_gives_well_formed_html_of_our_own_tags(text):
    checker = Checker()

    checker.feed(str(mrkdwn(text, Names())))
    checker.close()

    assert checker.open == []
