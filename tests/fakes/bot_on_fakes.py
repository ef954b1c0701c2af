"""The bot between an embedded Slack and fakes of everything else: a story takes milliseconds."""

import json
from copy import deepcopy
from functools import partial
from pathlib import Path

from fakes.bot_stories import PEOPLE
from fakes.bot_team import TEAM, Team
from fakes.hearing import FakeExecutions
from fakes.muster_service import NOW, RUN, fake_service

from bot.bot import Services
from muster.engine.guards import Facts
from muster.engine.keys import people_key, plan_current_key
from muster.model.plan import plan_hash
from muster.model.workspace import load_plan
from muster.service.acting.deed import Acting
from muster.service.acting.values import SourceServer
from muster.service.keys import plans_key

PAYMENTS = Path(__file__).parents[2] / "templates" / "plans" / "payments.yaml"


class FakeSourceServers:
    """A `SourceServers`."""

    def __init__(self, *servers):
        self.servers = list(servers)
        self.newest = NOW - 300
        self.seen = {}
        self.down = None

    def listed(self):
        if self.down:
            raise self.down
        return self.servers

    def facts(self, server):
        return self.seen.get(server, Facts())

    def snapshots(self, servers):
        return dict.fromkeys(servers, self.newest)

    def subnets(self, servers):
        return dict.fromkeys(servers, "subnet-0a1b2c3d")


class FakeTopic:
    """A `Topic` that notes what it is told."""

    def __init__(self, mails):
        self.mails = mails

    def publish(self, subject, text):
        self.mails.append((subject, text))


class BotOnFakes(Team):
    """A team; a context manager. `service.table` holds what `scene` put there."""

    def __init__(self, scene=None, **team):
        self.service = scene.service if scene else fake_service()
        people = deepcopy(PEOPLE) | {"slack_team": TEAM}
        self.service.table.put(people_key(), **people)
        self.executions = FakeExecutions()
        self.mails = []
        self.unforeseen = []
        self.source_servers = FakeSourceServers()
        super().__init__(self._on_fakes, self.service.clock.now, **team)

    def publish(self, path):
        """Publish a plan, and let DRS know the servers that it lists."""
        plan = load_plan(path)
        digest = plan_hash(plan)
        put = self.service.table.put
        put(plan_current_key(plan.plan), hash=digest)
        put(plans_key(plan.plan), plan=plan.plan, hash=digest, priority=1)
        text = json.dumps(plan.model_dump(mode="json", by_alias=False))
        put((f"PLAN#{plan.plan}", f"{digest}#000"), text=text)
        for group in plan.groups.values():
            for number in range(2):
                name = (
                    group.servers[number]
                    if group.servers
                    else f"s-{len(self.source_servers.servers):017d}"
                )
                self.source_servers.servers.append(
                    SourceServer(name, f"host-{name[-3:]}", group.tags, "CONTINUOUS", 1)
                )
        return plan

    def refresh(self, run):
        self.wall.advance(5)
        self.bot.announcer.refresh(run)
        self.bot.announcer.settle(10)

    def put_off(self):
        self.wall.advance(30)
        self.bot.announcer.run_due()

    def items(self, partition, prefix=""):
        return self.service.table.items(partition, prefix)

    def _on_fakes(self):
        table = self.service.table
        acting = Acting(
            table=table,
            writer=table,
            decisions=table,
            executions=self.executions,
            clock=self.service.clock,
        )
        count = partial(self.unforeseen.append, 1)
        return Services(self.service, acting, self.source_servers, FakeTopic(self.mails), count)


def on(scene):
    """The bot in the middle of a story, whose run it has told of."""
    team = BotOnFakes(scene)
    team.refresh(RUN)
    return team
