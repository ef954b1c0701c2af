"""The bot on its ports: what it reads and writes, what it hears, what it keeps true in Slack."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from slack_bolt import App

from bot.announcer import Clocks
from bot.app import app_of, make_bot
from bot.bot import Services
from bot.settings import BotSettings
from eventbridge.consumer import Consumer
from muster.aws.connection import Connection
from muster.aws.deciding import DecidingExecutions
from muster.aws.queue import SqsQueue
from muster.aws.recovery import DrsRecoveryService
from muster.aws.run_writer import DynamoRunWriter
from muster.aws.source_servers import DrsSourceServers
from muster.embedded.slack import wall
from muster.model.settings import Settings
from muster.service.acting.deed import Acting
from muster.service.hearing import EventQueue, Message
from muster.service.pump import Pump
from muster.service.reactions.reactor import Reactor
from muster.service.reconciler import Reconciler
from muster.service.service import Service

QUEUE = "muster-events"
REST = 0.25
"""Real seconds between two looks at an empty queue: long polls would last as virtual time does."""


@dataclass(frozen=True)
class Hands:
    """As whom the bot works: with its own role, and with the one that may write decisions."""

    own: Connection
    decisions: Connection


@dataclass(frozen=True)
class WiredBot:
    """The app, and the two loops that keep its messages true."""

    app: App
    pump: Pump
    reconciler: Reconciler


def wire_bot(service: Service, hands: Hands, settings: Settings, slack: BotSettings) -> WiredBot:
    """The bot of the `service`, which stands on the same connection as `hands.own`."""
    acting = _acting(service, hands, settings)
    services = Services(service, acting, DrsSourceServers(hands.own))
    bot = make_bot(services, slack, Clocks(wall.now, _rest))
    drs = DrsRecoveryService(hands.own)
    reactor = Reactor(service.table, drs, bot.announcer, service.clock)
    consumer = Consumer(reactor, own_role=settings.automation_role)
    pump = Pump(
        ShortPolls(SqsQueue(hands.own, QUEUE)),
        lambda batch: consumer.digest(batch).keep,
        bot.announcer.run_due,
        sleep=service.clock.sleep,
    )
    return WiredBot(app_of(bot), pump, Reconciler(acting, bot.announcer))


def _acting(service: Service, hands: Hands, settings: Settings) -> Acting:
    return Acting(
        table=service.table,
        writer=DynamoRunWriter(hands.own, settings.table),
        decisions=DynamoRunWriter(hands.decisions, settings.table),
        executions=DecidingExecutions(hands.own, hands.decisions),
        clock=service.clock,
    )


class ShortPolls:
    """An `EventQueue` that waits for messages in real time, and never for long."""

    def __init__(self, queue: EventQueue) -> None:
        self._queue = queue

    def receive(self, *, wait: int) -> tuple[Message, ...]:
        """What is there; if nothing is and `wait` is above 0, what is there a moment later."""
        found = self._queue.receive(wait=0)
        if found or not wait:
            return found
        _rest(REST)
        return self._queue.receive(wait=0)

    def delete(self, messages: Sequence[Message]) -> None:
        """Take messages off the queue."""
        self._queue.delete(messages)


def _rest(seconds: float) -> None:
    threading.Event().wait(seconds)
