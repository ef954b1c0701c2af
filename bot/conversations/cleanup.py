"""Clean up a drill: clicked after a question, or typed."""

from collections.abc import Sequence

from slack_bolt import App

from bot.bot import Asked, Bot
from bot.buttons import Action, OfRun
from bot.conversations.acts import allowed_run, carry_out
from bot.conversations.listening import on_click
from bot.reading import is_ended_drill, run_meant
from bot.replies import Reply
from bot.views.limits import REASON
from bot.views.texts import in_one_line
from bot.words import Verb
from muster.engine.keys import cleanup_key
from muster.service.acting.cleaning import DONE, CleanupWish, clean_up


def register(app: App, bot: Bot) -> None:
    """Hear the button."""
    on_click(app, bot, Action.CLEANUP, OfRun, _clicked)


def typed(bot: Bot, asked: Asked, words: Sequence[str], reply: Reply) -> None:
    """`/dr cleanup [RUN]`."""
    run, rest = run_meant(bot, words, lambda one: is_ended_drill(one) and _has_left(bot, one.run))
    _do(bot, asked, run, in_one_line(" ".join(rest))[:REASON], reply, typed_by=asked.name)


def _clicked(bot: Bot, asked: Asked, value: OfRun, reply: Reply) -> None:
    _do(bot, asked, value.run, "", reply)


def _do(bot: Bot, asked: Asked, run: str, reason: str, reply: Reply, *, typed_by: str = "") -> None:
    allowed_run(bot, asked, Verb.CLEANUP, run)
    wish = CleanupWish(run, asked.actor, asked.token, reason)
    carry_out(bot, reply, lambda: clean_up(bot.acting, wish), typed_by=typed_by)


def _has_left(bot: Bot, run: str) -> bool:
    """Whether instances of the drill may be left: one that launched nothing is not meant."""
    if bot.service.table.item(cleanup_key(run)).get("state") == DONE:
        return False
    servers = bot.service.table.items(f"RUN#{run}", "SRV#")
    return any(server.get("instance") or server.get("intent") for server in servers)
