"""The bot on its ports, and the two loops that keep its messages true: wherever it is at work.

The demo's channel, `muster serve` and the functions differ in connections and clocks alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from bot.app import make_bot
from bot.bot import Bot, Services, uncounted
from bot.settings import BotSettings
from bot.telling.announcer import Clocks
from bot.user_groups import UserGroups
from eventbridge.consumer import Consumer
from muster.aws.connection import Connection
from muster.aws.deciding import DecidingExecutions
from muster.aws.recovery import DrsRecoveryService
from muster.aws.run_writer import DynamoRunWriter
from muster.aws.source_servers import DrsSourceServers
from muster.aws.topic import SnsTopic
from muster.model.settings import Settings
from muster.service.acting.deed import Acting
from muster.service.announcing import Announcer, NoTopic, Topic
from muster.service.hearing import EventQueue
from muster.service.pump import Pump
from muster.service.reactions.reactor import Reactor
from muster.service.reconciler import Reconciler
from muster.service.service import Service

QUEUE = "muster-events"


@dataclass(frozen=True)
class Hands:
    """As whom the bot works: with its own role, and with the one that may decide."""

    own: Connection
    decisions: Connection


@dataclass(frozen=True)
class BotParts:
    """What a bot is put together from; `service` stands on the same connection as `hands.own`.

    `patience` as in `Acting`: none where an answer to Slack waits for all that is done;
    `unforeseen` as in `Services`.
    """

    service: Service
    hands: Hands
    settings: Settings
    patience: int = 0
    unforeseen: Callable[[], None] = uncounted

    @cached_property
    def acting(self) -> Acting:
        """Acts: written with the own role, decisions and signals with the other."""
        table = self.settings.table
        return Acting(
            table=self.service.table,
            writer=DynamoRunWriter(self.hands.own, table),
            decisions=DynamoRunWriter(self.hands.decisions, table),
            executions=DecidingExecutions(self.hands.own, self.hands.decisions),
            clock=self.service.clock,
            patience=self.patience,
        )

    @cached_property
    def topic(self) -> Topic:
        """Where people hear what no chat takes, if it is known where that is."""
        hub, name = self.settings.hub, self.settings.topic
        return SnsTopic(self.hands.own, hub.topic(name)) if hub and name else NoTopic()

    def bot(self, slack: BotSettings, clocks: Clocks) -> Bot:
        """The bot, without its ear."""
        servers = DrsSourceServers(self.hands.own, clocks.wall)
        services = Services(self.service, self.acting, servers, self.topic, self.unforeseen)
        return make_bot(services, slack, clocks)

    def consumer(self, announcer: Announcer) -> Consumer:
        """What digests the queue's events."""
        drs = DrsRecoveryService(self.hands.own)
        reactor = Reactor(self.service.table, drs, announcer, self.service.clock)
        return Consumer(reactor, own_role=self.settings.automation_role)

    def pump(self, queue: EventQueue, announcer: Announcer, sleep: Callable[[float], None]) -> Pump:
        """The loop between queue and consumer."""
        consumer, due = self.consumer(announcer), announcer.run_due
        return Pump(queue, lambda batch: consumer.digest(batch).keep, due, sleep=sleep)

    def reconciler(self, bot: Bot) -> Reconciler:
        """The loop that finds what no event told, and notes who is in Slack's user groups."""
        table, team = self.service.table, bot.settings.team
        groups = UserGroups(bot.slack, table, self.acting.writer, self.service.clock, team=team)
        return Reconciler(self.acting, bot.announcer, chores=(groups.note,))
