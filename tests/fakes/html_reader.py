"""What a browser would read in the HTML of the embedded Slack."""

from html.parser import HTMLParser

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
