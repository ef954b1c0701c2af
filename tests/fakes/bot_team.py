"""A team in a channel of the embedded Slack, with the bot among them; tests move the wall's clock.

The bot is the real Bolt app behind its real door, called as a WSGI application; its own calls go to
the embedded Slack over a socket.
"""

import re

from bot.app import app_of, make_bot
from bot.http import Door
from bot.settings import BotSettings
from bot.telling.announcer import Clocks
from muster.embedded.slack.host import EmbeddedSlack, Person, RateSettings, Workspace, over_wsgi

SECRET = "embedded-signing-secret"
TEAM = "T0MUSTER"
OPERATOR, APPROVER, ONCALL = "operator", "approver", "oncall"
PEOPLE = (
    Person("U0OPERATOR", OPERATOR, "Olivia Operator", "drill operator"),
    Person("U0APPROVER", APPROVER, "Alan Approver", "approver"),
    Person("U0ONCALL0", ONCALL, "Nora Night", "on call"),
    Person("U0WATCHER", "watcher", "Will Watcher"),
    Person("U0STRANGER", "stranger", "Sam Stranger"),
    Person("U0GUEST00", "guest", "Greta Guest", guest=True),
)


class HandWall:
    """The real clock, moved by hand: by the test, and by whoever sleeps."""

    def __init__(self, now=1_795_176_000.0):
        self.moment = now

    def __call__(self):
        return self.moment

    def advance(self, seconds):
        self.moment += seconds


class Team:
    """People who type and click, and what they see; `services` is what the bot stands on."""

    def __init__(self, services, clock, *, rates=None):
        self.wall = HandWall()
        self.slack = EmbeddedSlack(
            Workspace(people=PEOPLE),
            clock=clock,
            wall=self.wall,
            rates=rates or RateSettings(enforced=False),
        )
        self.server = self.slack.serve()
        self._services = services
        self.restart_bot()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.stop()

    def restart_bot(self):
        """Forget everything that the bot holds in memory, as when its process is killed."""
        clocks = Clocks(self.wall, self.wall.advance)
        self.bot = make_bot(self._services(), self.settings(), clocks)
        self.door = Door([SECRET], lambda: app_of(self.bot), self.wall)
        self.slack.connect(over_wsgi(self.door))

    def settings(self, **more):
        return BotSettings(
            token="xoxb-embedded",
            signing_secrets=(SECRET,),
            channel=self.slack.channel_id("disaster-recovery"),
            team=TEAM,
            api_url=self.slack.api_url,
            console="",
            answer_first=True,
            **more,
        )

    # what people do and see

    def type(self, who, text):
        self.wall.advance(2)
        self.slack.act_as(who).command("/dr", text)

    def click(self, who, message, label, *, as_seen=False):
        self.wall.advance(2)  # nobody clicks twice in a second
        self.slack.act_as(who).click(message, label, as_seen=as_seen)

    def submit(self, who, **values):
        self.wall.advance(2)
        self.slack.act_as(who).submit(values={f"dr.{name}": text for name, text in values.items()})

    def modal_text(self, who):
        view = self.slack.modal(who)
        return texts_of(view.payload) if view else ""

    def told(self, who):
        """What only this person saw last."""
        seen = self.slack.ephemerals(who)
        return shown(seen[-1]) if seen else ""

    def messages(self):
        return self.slack.messages()

    def root(self):
        return self.message(r"(Drill|RECOVERY) of", last=False)

    def message(self, beginning, *, last=True):
        found = [m for m in self.messages() if re.match(beginning, title_of(m))]
        assert found, self.titles()
        return found[-1] if last else found[0]

    def titles(self):
        return [title_of(message) for message in self.messages()]


def title_of(message):
    first = message.blocks[0] if message.blocks else {}
    text = first.get("text", {}).get("text", "") if first.get("type") == "header" else message.text
    return re.sub(r"^:[a-z_0-9]+: ", "", text)


def shown(message):
    return texts_of(message.blocks) or message.text


def texts_of(value):
    """Every text in blocks, in order, without what is invisible."""
    if isinstance(value, list):
        return "\n".join(filter(None, map(texts_of, value)))
    if not isinstance(value, dict):
        return ""
    own = [value[key] for key in ("title", "text") if isinstance(value.get(key), str)]
    inner = [texts_of(v) for v in value.values() if isinstance(v, dict | list)]
    return "\n".join(filter(None, [*own, *inner])).replace("\u2060", "")
