"""The bot between an embedded Slack and a `Stage`, all in this process; the test moves time."""

from fakes.bot_team import TEAM, Team
from fakes.world_clock import WorldClock
from stage import ACCOUNT, REGION, Stage

from bot.bot import Services
from muster.aws.connection import Connection
from muster.aws.deciding import DecidingExecutions
from muster.aws.ids import RandomIds
from muster.aws.run_writer import DynamoRunWriter
from muster.aws.source_servers import DrsSourceServers
from muster.engine.keys import plan_current_key
from muster.model.plan import plan_hash
from muster.model.settings import Settings
from muster.service.acting.deed import Acting
from muster.service.keys import plans_key
from muster.service.reconciler import EVERY, Reconciler
from muster.wiring import service_on

BOT = f"arn:aws:sts::{ACCOUNT}:assumed-role/muster-bot/muster"
DECIDING = f"arn:aws:sts::{ACCOUNT}:assumed-role/muster-decision/bot"
STEP = 20
KEYS = ("pk", "sk")


class BotOnStage(Team):
    """A `Stage` with a team; a context manager."""

    def __init__(self, **stage):
        self.stage = Stage(**stage)
        self._looked_after = 0.0
        self._publish()
        super().__init__(self._on_stage, self.stage.world.clock.now)

    def __exit__(self, *_):
        super().__exit__()
        self.stage.__exit__()

    def until(self, done, limit=10_800):
        """Let time pass; the run's messages are kept true as the consumer would keep them."""
        end = self.stage.world.clock.now() + limit
        while not done():
            assert self.stage.world.clock.now() < end, f"waited {limit} s in vain: {self.titles()}"
            self.stage.pass_time(STEP)
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

    def _on_stage(self):
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
        return Connection(self.stage.world.session(role, REGION), WorldClock(self.stage.world))

    def _publish(self):
        plan = self.stage.plan
        digest = plan_hash(plan)
        put = self.stage._put
        put(*plan_current_key(plan.plan), {"hash": digest, "published_at": 0, "by": "test"})
        about = {"description": plan.description or "", "owner": plan.owner or "", "priority": 1}
        put(*plans_key(plan.plan), {"plan": plan.plan, "hash": digest, **about})
        people = {k: v for k, v in self.stage.item("PEOPLE#", "PEOPLE").items() if k not in KEYS}
        put("PEOPLE#", "PEOPLE", {**people, "slack_team": TEAM, "people": _moved(people["people"])})


def _moved(people):
    return [{**one, "slack": {**one["slack"], "team": TEAM}} for one in people]
