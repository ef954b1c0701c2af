"""The bot at work in this process: Slack's socket, the events' queue, the reconciler."""

import logging
import threading
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.app import app_of
from bot.settings import BotSettings
from bot.telling.announcer import Clocks
from eventbridge.patterns import event_rules
from muster.aws.clock import AwsClock
from muster.aws.connection import Connection
from muster.aws.identity import StsIdentity
from muster.aws.ids import RandomIds
from muster.aws.queue import SqsQueue
from muster.aws.role import session_as
from muster.aws.rules import AwsEventSource
from muster.entrypoints.bot_parts import QUEUE, BotParts, Hands
from muster.model.settings import Hub, Settings
from muster.service.errors import MusterError
from muster.service.values import Place
from muster.wiring import open_connection, service_on

log = logging.getLogger(__name__)

SESSION = "muster-serve"
"""The name of the session in which the decision role is assumed, as logs show it."""

PATIENCE = 30
"""Seconds in which a gate that is decided at once is signalled again."""


class Serving:
    """Everything that `muster serve` runs, until it is stopped."""

    def __init__(self, place: Place, settings: Settings, told: Mapping[str, str]) -> None:
        """`told` as `read_variables` gives it. Raises `MusterError` if AWS cannot be reached."""
        self._stopped = threading.Event()
        own = open_connection(place, AwsClock())
        parts = _parts(own, place, settings, told)
        if place.undeployed:
            AwsEventSource(own, QUEUE).lay(event_rules())
        self.bot = parts.bot(slack_settings(told), Clocks(own.clock.now, self._rest))
        self._socket = _socket(app_of(self.bot), told)
        pump = parts.pump(SqsQueue(own, QUEUE), self.bot.announcer, self._rest)
        reconciler = parts.reconciler(self.bot)
        self._threads = [
            _thread("pump", lambda: pump.run(self._stopped.is_set)),
            _thread("reconciler", lambda: reconciler.run(self._stopped.is_set, self._rest)),
        ]

    def start(self) -> None:
        """Connect to Slack, and work. Raises `MusterError` if Slack does not want us."""
        try:
            self._socket.connect()
        except SlackApiError as error:
            code = str(error.response.get("error"))
            hint = "MUSTER_SLACK_APP_TOKEN needs connections:write, and Socket Mode has to be on"
            raise MusterError(f"Slack refuses the connection: {code}", hint) from error
        except (SlackClientError, OSError) as error:
            raise MusterError(f"Slack cannot be reached: {type(error).__name__}") from error
        log.info("connected to Slack; listening to queue %s", QUEUE)
        for thread in self._threads:
            thread.start()

    def wait(self) -> None:
        """Return when it is stopped, or a loop has ended, which none does by itself."""
        while not self._stopped.wait(1.0):
            dead = [thread.name for thread in self._threads if not thread.is_alive()]
            if dead:
                raise MusterError(f"the loop {', '.join(dead)} has ended", "start it again")

    def stop(self) -> None:
        """Hear no more, and say what is due; the next one's reconciler says the rest."""
        self._stopped.set()
        self._socket.close()
        self.bot.announcer.run_due()

    def _rest(self, seconds: float) -> None:
        self._stopped.wait(seconds)


def slack_settings(told: Mapping[str, str]) -> BotSettings:
    """What the bot is told about Slack."""
    return BotSettings.model_validate(
        {
            "token": told["MUSTER_SLACK_TOKEN"],
            "channel": told["MUSTER_SLACK_CHANNEL"],
            "team": told["MUSTER_SLACK_TEAM"],
            "command": told["MUSTER_SLACK_COMMAND"],
            "api_url": told["MUSTER_SLACK_API"],
            "tickets": told["MUSTER_TICKETS"],
        }
    )


def _parts(own: Connection, place: Place, settings: Settings, told: Mapping[str, str]) -> BotParts:
    caller = StsIdentity(own).caller()
    hub = settings.hub or Hub(account=caller.account, region=caller.region)
    role = told["MUSTER_DECISION_ROLE"] or hub.role(settings.decision_role)
    log.info("working as %s, deciding as %s", caller.arn, role)
    session = session_as(own, role, SESSION)
    decider = Connection(session, own.clock, endpoint=place.endpoint, at_hand=place.undeployed)
    known = settings.model_copy(update={"hub": hub})
    return BotParts(service_on(own, known, RandomIds()), Hands(own, decider), known, PATIENCE)


def _socket(app: App, told: Mapping[str, str]) -> Any:
    """Slack's own client of Socket Mode: it connects again by itself."""
    client = WebClient(base_url=told["MUSTER_SLACK_API"])
    return SocketModeHandler(app, told["MUSTER_SLACK_APP_TOKEN"], web_client=client)


def _thread(name: str, target: Callable[[], Any]) -> threading.Thread:
    return threading.Thread(target=target, name=name, daemon=True)
