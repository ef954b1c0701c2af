"""The bot between an embedded Slack and a `Stage`, all in this process; the test moves both clocks.

The bot is the real Bolt app behind its real door, called as a WSGI application; its own calls go to
the embedded Slack over a socket.
"""

import re

from stage import ACCOUNT, REGION, Stage

from bot.announcer import Clocks
from bot.app import app_of, make_bot
from bot.bot import Services
from bot.http import Door
from bot.settings import BotSettings
from muster.aws.connection import Connection
from muster.aws.deciding import DecidingExecutions
from muster.aws.ids import RandomIds
from muster.aws.run_writer import DynamoRunWriter
from muster.aws.source_servers import DrsSourceServers
from muster.embedded.slack.host import EmbeddedSlack, Person, RateSettings, Workspace, over_wsgi
from muster.model.plan import plan_hash
from muster.model.settings import Settings
from muster.service.acting.deed import Acting
from muster.service.keys import plan_current_key, plans_key
from muster.service.reconciler import EVERY, Reconciler
from muster.wiring import service_on

BOT = f"arn:aws:sts::{ACCOUNT}:assumed-role/muster-bot/muster"
DECIDING = f"arn:aws:sts::{ACCOUNT}:assumed-role/muster-decision/bot"
SECRET = "embedded-signing-secret"
TEAM = "T0MUSTER"
OPERATOR, APPROVER, ONCALL = "operator", "approver", "oncall"
PEOPLE = (
    Person("U0OPERATOR", OPERATOR, "Olivia Operator", "drill operator"),
    Person("U0APPROVER", APPROVER, "Alan Approver", "approver"),
    Person("U0ONCALL0", ONCALL, "Nora Night", "on call"),
    Person("U0STRANGER", "stranger", "Sam Stranger"),
    Person("U0GUEST00", "guest", "Greta Guest", guest=True),
)


class StageClock:
    """The stage's clock as the adapters want it."""

    def __init__(self, world):
        self._world = world

    def now(self):
        return int(self._world.clock.now())

    def sleep(self, seconds):
        self._world.clock.advance_to(self._world.clock.now() + seconds)


class HandWall:
    """The real clock, moved by hand: by the test, and by whoever sleeps."""

    def __init__(self, now=1_795_176_000.0):
        self.moment = now

    def __call__(self):
        return self.moment

    def advance(self, seconds):
        self.moment += seconds


class BotOnStage:
    """A `Stage` with a team in a channel, and the bot among them; a context manager."""

    def __init__(self, **stage):
        self.stage = Stage(**stage)
        self.wall = HandWall()
        self._looked_after = 0.0
        self.slack = EmbeddedSlack(
            Workspace(people=PEOPLE),
            clock=self.stage.world.clock.now,
            wall=self.wall,
            rates=RateSettings(enforced=False),
        )
        self.server = self.slack.serve()
        self._publish()
        self.restart_bot()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.stop()
        self.stage.__exit__()

    def restart_bot(self):
        """Forget everything that the bot holds in memory, as when its process is killed."""
        self.bot = make_bot(self.services(), self.settings(), Clocks(self.wall, self.wall.advance))
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

    def services(self):
        connection, deciding = self._connection(BOT), self._connection(DECIDING)
        service = service_on(connection, Settings(), RandomIds())
        acting = Acting(
            table=service.table,
            writer=DynamoRunWriter(connection, "muster"),
            decisions=DynamoRunWriter(deciding, "muster"),
            executions=DecidingExecutions(connection, deciding),
            clock=service.clock,
        )
        return Services(service, acting, DrsSourceServers(connection))

    def _connection(self, role):
        return Connection(self.stage.world.session(role, REGION), StageClock(self.stage.world))

    # what people do and see

    def type(self, who, text):
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
        return self.message("Drill of", at_start=True)

    def message(self, beginning, *, at_start=False):
        found = [m for m in self.messages() if title_of(m).startswith(beginning)]
        assert found, [title_of(m) for m in self.messages()]
        return found[0] if at_start else found[-1]

    def titles(self):
        return [title_of(message) for message in self.messages()]

    # time

    def until(self, done, limit=10_800):
        """Let time pass; the run's messages are kept true as the consumer would keep them."""
        end = self.stage.world.clock.now() + limit
        while not done():
            assert self.stage.world.clock.now() < end, f"waited {limit} s in vain: {self.titles()}"
            self.stage.pass_time(5)
            self.look()

    def look(self):
        self.wall.advance(5)
        for item in self.stage.items("RUNS#"):
            self.bot.announcer.refresh(item["run"])
        self.bot.announcer.run_due()
        if self.stage.world.clock.now() - self._looked_after >= EVERY:
            self._looked_after = self.stage.world.clock.now()
            Reconciler(self.bot.acting, self.bot.announcer).look()

    def until_titled(self, beginning):
        self.until(lambda: any(title.startswith(beginning) for title in self.titles()))
        return self.message(beginning)

    def _publish(self):
        plan = self.stage.plan
        digest = plan_hash(plan)
        put = self.stage._put
        put(*plan_current_key(plan.plan), {"hash": digest, "published_at": 0, "by": "test"})
        about = {"description": plan.description or "", "owner": plan.owner or "", "priority": 1}
        put(*plans_key(plan.plan), {"plan": plan.plan, "hash": digest, **about})
        people = {k: v for k, v in self.stage.item("PEOPLE#", "PEOPLE").items() if k not in KEYS}
        put("PEOPLE#", "PEOPLE", {**people, "slack_team": TEAM, "people": _moved(people["people"])})


KEYS = ("pk", "sk")


def _moved(people):
    return [{**one, "slack": {**one["slack"], "team": TEAM}} for one in people]


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
    own = [value["text"]] if isinstance(value.get("text"), str) else []
    inner = [texts_of(v) for k, v in value.items() if isinstance(v, dict | list)]
    return "\n".join(filter(None, [*own, *inner])).replace("\u2060", "")
