"""Pause, resume, retry, restart: done at once, typed or clicked."""

from collections.abc import Callable, Sequence

from slack_bolt import App

from bot.bot import Asked, Bot
from bot.buttons import Action, OfRetry, OfRun
from bot.conversations.acts import allowed_run, carry_out
from bot.conversations.listening import on_click
from bot.conversations.naming import has_wave, wave_meant
from bot.reading import is_under_way, may_be_retried, may_go_on, read_story, run_meant
from bot.replies import Reply
from bot.views.limits import REASON
from bot.views.texts import in_one_line
from bot.words import Verb
from muster.service.acting.verbs import VerbWish, act

OnRun = Callable[[Bot, Asked, OfRun, Reply], None]
BUTTONS = (Action.PAUSE, Action.RESUME, Action.RESTART)


def register(app: App, bot: Bot) -> None:
    """Hear the buttons."""
    for action in BUTTONS:
        on_click(app, bot, action, OfRun, _clicker(action.verb))
    on_click(app, bot, Action.RETRY, OfRetry, _retry)


def typed(verb: Verb, bot: Bot, asked: Asked, words: Sequence[str], reply: Reply) -> None:
    """`/dr pause [RUN] [REASON]` and its siblings."""
    fits = may_go_on if verb is Verb.RESTART else is_under_way
    run, rest = run_meant(bot, words, fits)
    allowed_run(bot, asked, verb, run)
    reason = in_one_line(" ".join(rest))[:REASON]
    wish = VerbWish(run, verb, asked.actor, asked.token, reason=reason)
    carry_out(bot, reply, lambda: act(bot.acting, wish), typed_by=asked.name)


def retry_typed(bot: Bot, asked: Asked, words: Sequence[str], reply: Reply) -> None:
    """`/dr retry [RUN] [WAVE]`; a run that was rejected or expired is asked about again."""
    run, rest = run_meant(bot, words, may_be_retried, has_wave(bot))
    allowed_run(bot, asked, Verb.RETRY, run)
    story = read_story(bot.service, bot.settings, run)
    if story.view.is_over:
        wish = VerbWish(run, Verb.RETRY, asked.actor, asked.token, epoch=story.run.epoch)
    else:
        wave, _ = wave_meant(story, rest)
        wish = VerbWish(
            run, Verb.RETRY, asked.actor, asked.token, wave=wave.wave, attempt=wave.attempt
        )
    carry_out(bot, reply, lambda: act(bot.acting, wish), typed_by=asked.name)


def _clicker(verb: Verb) -> OnRun:
    def clicked(bot: Bot, asked: Asked, value: OfRun, reply: Reply) -> None:
        allowed_run(bot, asked, verb, value.run)
        wish = VerbWish(value.run, verb, asked.actor, asked.token, epoch=value.epoch)
        carry_out(bot, reply, lambda: act(bot.acting, wish))

    return clicked


def _retry(bot: Bot, asked: Asked, value: OfRetry, reply: Reply) -> None:
    allowed_run(bot, asked, Verb.RETRY, value.run)
    wish = VerbWish(
        value.run,
        Verb.RETRY,
        asked.actor,
        asked.token,
        wave=value.wave,
        attempt=value.attempt,
        epoch=value.epoch,
    )
    carry_out(bot, reply, lambda: act(bot.acting, wish))
