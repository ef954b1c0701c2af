"""The Slack app: one Bolt `App` with every conversation registered.

Requests are verified before they come here (`bot.http`); Socket Mode needs no signatures.
"""

import logging
from collections.abc import Callable

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.bot import Bot, Services
from bot.conversations.table import register_all
from bot.directory import Directory
from bot.settings import BotSettings
from bot.slack_calls import SlackCalls
from bot.telling.announcer import Clocks, SlackAnnouncer

BODIES_ARE_LOGGED_BY = ("slack_bolt", "slack_sdk")
"""At INFO they log request bodies, which hold response URLs."""


def make_app(services: Services, settings: BotSettings, clocks: Clocks) -> App:
    """The app, ready to be given requests."""
    return app_of(make_bot(services, settings, clocks))


def make_bot(services: Services, settings: BotSettings, clocks: Clocks) -> Bot:
    """The bot without its ear: what it needs to speak, and to keep its messages true."""
    slack = WebClient(
        token=settings.token.get_secret_value(),
        base_url=settings.api_url,
        timeout=settings.timeout,
        retry_handlers=[],  # the announcer repeats what may be repeated, without waiting
    )
    announcer = SlackAnnouncer(
        services.service,
        services.acting.writer,
        SlackCalls(slack),
        settings,
        clocks,
        topic=services.topic,
    )
    return Bot(
        services, slack, Directory(slack, clocks.wall), announcer, settings, announcer.boards
    )


def app_of(bot: Bot) -> App:
    """The app of a bot."""
    for name in BODIES_ARE_LOGGED_BY:
        logging.getLogger(name).setLevel(logging.WARNING)
    app = App(
        client=WebClient(base_url=bot.settings.api_url, timeout=bot.settings.timeout),
        authorize=_authorized(bot.settings),
        process_before_response=bot.settings.answer_first,
        token_verification_enabled=False,
        request_verification_enabled=False,
        logger=logging.getLogger("slack_bolt"),
    )
    register_all(app, bot)
    return app


def _authorized(settings: BotSettings) -> Callable[..., AuthorizeResult]:
    """One workspace, one token: Slack need not be asked who we are."""

    def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        token = settings.token.get_secret_value()
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=token)

    return authorize
