"""The bot of the demo: real time for Slack, virtual time for AWS."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from slack_bolt import App

from bot.app import app_of
from bot.settings import BotSettings
from bot.telling.announcer import Clocks
from muster.aws.queue import SqsQueue
from muster.embedded.slack import wall
from muster.entrypoints.bot_parts import QUEUE, BotParts, Hands
from muster.model.settings import Settings
from muster.service.hearing import EventQueue, Message
from muster.service.pump import Pump
from muster.service.reconciler import Reconciler
from muster.service.service import Service

REST = 0.25
"""Real seconds between two looks at an empty queue: long polls would last as virtual time does."""

PATIENCE = 60
"""Virtual seconds in which a gate that is decided at once is signalled again."""


@dataclass(frozen=True)
class WiredBot:
    """The app, and the two loops that keep its messages true."""

    app: App
    pump: Pump
    reconciler: Reconciler


def wire_bot(service: Service, hands: Hands, settings: Settings, slack: BotSettings) -> WiredBot:
    """The bot of the `service`, which stands on the same connection as `hands.own`."""
    parts = BotParts(service, hands, settings, patience=PATIENCE)
    bot = parts.bot(slack, Clocks(wall.now, _rest))
    queue = ShortPolls(SqsQueue(hands.own, QUEUE))
    pump = parts.pump(queue, bot.announcer, service.clock.sleep)
    return WiredBot(app_of(bot), pump, parts.reconciler(bot))


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
