"""Take: somebody becomes the operator of a run, typed or pressed on the board."""

from collections.abc import Sequence

from slack_bolt import App

from bot.bot import Asked, Bot
from bot.buttons import Action, OfRun
from bot.conversations.acts import allowed_run, carry_out, unless_it_fails
from bot.conversations.listening import on_click
from bot.reading import is_under_way, run_meant
from bot.replies import Reply
from bot.words import Verb
from muster.service.acting.taking import TakeWish, take


def register(app: App, bot: Bot) -> None:
    """Hear the button."""
    on_click(app, bot, Action.TAKE, OfRun, _clicked)


def typed(bot: Bot, asked: Asked, words: Sequence[str], reply: Reply) -> None:
    """`/dr take [RUN]`."""
    run, _ = run_meant(bot, words, is_under_way)
    _do(bot, asked, run, reply, typed_by=asked.name)


def _clicked(bot: Bot, asked: Asked, value: OfRun, reply: Reply) -> None:
    _do(bot, asked, value.run, reply)


def _do(bot: Bot, asked: Asked, run: str, reply: Reply, *, typed_by: str = "") -> None:
    allowed_run(bot, asked, Verb.TAKE, run)
    wish = TakeWish(run, asked.actor, asked.token)
    carry_out(bot, reply, lambda: take(bot.acting, wish), typed_by=typed_by)
    unless_it_fails(run, bot.boards.refresh)
