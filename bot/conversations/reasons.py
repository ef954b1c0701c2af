"""Skip, abort, cancel: what follows is said first, and a reason is asked for."""

from collections.abc import Callable, Mapping, Sequence

from slack_bolt import App

from bot.bot import Asked, Bot
from bot.buttons import Action, Callback, Input, OfReason, OfRun, OfWave
from bot.conversations.acts import allowed_run, carry_out
from bot.conversations.listening import on_click, on_modal
from bot.reading import is_under_way, run_meant
from bot.replies import ModalReply, Reply
from bot.views.limits import REASON
from bot.views.small_modals import reason_modal
from bot.views.story import MODE_WORDS
from bot.views.texts import in_one_line, plain
from bot.words import Verb
from muster.engine.items import Run
from muster.engine.states import Mode
from muster.service.acting.verbs import VerbWish, act

OnWave = Callable[[Bot, Asked, OfWave, Reply], None]


def register(app: App, bot: Bot) -> None:
    """Hear the buttons and the modal."""
    on_click(app, bot, Action.SKIP, OfWave, _of_wave(Verb.SKIP))
    on_click(app, bot, Action.ABORT, OfWave, _of_wave(Verb.ABORT))
    on_click(app, bot, Action.CANCEL, OfRun, _cancel)
    on_modal(app, bot, Callback.REASON, OfReason, _given)


def typed(verb: Verb, bot: Bot, asked: Asked, words: Sequence[str], reply: Reply) -> None:
    """`/dr cancel [RUN] [REASON]`: with a reason at once, else the modal asks."""
    run_id, rest = run_meant(bot, words, is_under_way)
    run = allowed_run(bot, asked, verb, run_id)
    if not rest:
        reply.acknowledge()
        _ask(bot, asked, run, OfReason(run=run_id, epoch=run.epoch, verb=verb))
        return
    reason = in_one_line(" ".join(rest))[:REASON]
    wish = VerbWish(run_id, verb, asked.actor, asked.token, reason=reason)
    carry_out(bot, reply, lambda: act(bot.acting, wish), say=True)


def _of_wave(verb: Verb) -> OnWave:
    def clicked(bot: Bot, asked: Asked, value: OfWave, reply: Reply) -> None:
        run = allowed_run(bot, asked, verb, value.run)
        reply.acknowledge()
        bound = OfReason(
            run=value.run,
            epoch=value.epoch,
            verb=verb,
            wave=value.wave,
            attempt=value.attempt,
        )
        _ask(bot, asked, run, bound)

    return clicked


def _cancel(bot: Bot, asked: Asked, value: OfRun, reply: Reply) -> None:
    run = allowed_run(bot, asked, Verb.CANCEL, value.run)
    reply.acknowledge()
    _ask(bot, asked, run, OfReason(run=value.run, epoch=value.epoch, verb=Verb.CANCEL))


def _ask(bot: Bot, asked: Asked, run: Run, bound: OfReason) -> None:
    what = f"{MODE_WORDS[Mode(run.mode)]} of {plain(run.plan)}"
    placed = bound.model_copy(update={"channel": asked.channel})
    bot.slack.views_open(trigger_id=asked.trigger, view=reason_modal(what, placed))


def _given(
    bot: Bot, asked: Asked, bound: OfReason, said: Mapping[str, str], reply: ModalReply
) -> None:
    allowed_run(bot, asked, bound.verb, bound.run)
    wish = VerbWish(
        bound.run,
        bound.verb,
        asked.actor,
        asked.token,
        wave=bound.wave,
        attempt=bound.attempt,
        epoch=bound.epoch,
        reason=said.get(Input.REASON, ""),
    )
    carry_out(bot, reply, lambda: act(bot.acting, wish), say=False)
