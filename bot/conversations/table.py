"""Which conversation answers which word, and all of them registered."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from slack_bolt import App

from bot.bot import Asked, Bot
from bot.conversations import (
    board,
    cleanup,
    commands,
    decide,
    help_,
    history,
    home,
    on_server,
    override,
    plan,
    plans,
    reasons,
    servers,
    several,
    start,
    status,
    take,
    unknown,
    verbs,
    whoami,
)
from bot.replies import Reply
from bot.words import Verb

Typed = Callable[[Bot, Asked, Sequence[str], Reply], None]

TYPED: Mapping[Verb, Typed] = {
    Verb.HELP: help_.typed,
    Verb.PLANS: plans.typed,
    Verb.PLAN: plan.typed,
    Verb.SERVERS: servers.typed,
    Verb.STATUS: status.typed,
    Verb.HISTORY: history.typed,
    Verb.WHOAMI: whoami.typed,
    Verb.DRILL: partial(start.typed, Verb.DRILL),
    Verb.RECOVER: partial(start.typed, Verb.RECOVER),
    Verb.APPROVE: partial(decide.typed, Verb.APPROVE),
    Verb.REJECT: partial(decide.typed, Verb.REJECT),
    Verb.RETRY: verbs.retry_typed,
    Verb.SKIP: partial(reasons.typed, Verb.SKIP),
    Verb.ABORT: partial(reasons.typed, Verb.ABORT),
    Verb.PAUSE: partial(verbs.typed, Verb.PAUSE),
    Verb.RESUME: partial(verbs.typed, Verb.RESUME),
    Verb.RESTART: partial(verbs.typed, Verb.RESTART),
    Verb.CANCEL: partial(reasons.typed, Verb.CANCEL),
    Verb.CLEANUP: cleanup.typed,
    Verb.TAKE: take.typed,
    Verb.ADOPT: partial(on_server.typed, Verb.ADOPT),
    Verb.RELAUNCH: partial(on_server.typed, Verb.RELAUNCH),
    Verb.OVERRIDE: override.typed,
    Verb.BOARD: board.typed,
}


CONVERSATIONS = (
    verbs,
    reasons,
    decide,
    start,
    several,
    cleanup,
    take,
    on_server,
    home,
    unknown,
)
"""In this order; the one that hears everything else comes last."""


def register_all(app: App, bot: Bot) -> None:
    """Every conversation."""
    commands.register(app, bot, TYPED)
    for conversation in CONVERSATIONS:
        conversation.register(app, bot)
