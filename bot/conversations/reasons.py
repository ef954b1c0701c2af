"""Skip, abort, cancel: what follows is said first, and a reason is asked for."""

from collections.abc import Callable, Mapping, Sequence

from slack_bolt import App

from bot.bot import Asked, Bot
from bot.buttons import Action, Callback, Input, OfReason, OfRun, OfWave
from bot.conversations.acts import allowed_run, carry_out
from bot.conversations.listening import on_click, on_modal
from bot.conversations.naming import has_wave, wave_meant
from bot.reading import has_nothing, is_under_way, may_be_retried, read_story, run_meant
from bot.replies import ModalReply, Reply
from bot.views.limits import REASON
from bot.views.modals.small import reason_modal
from bot.views.story import MODE_WORDS
from bot.views.texts import in_one_line, plain
from bot.words import Verb
from muster.engine.items import Run
from muster.engine.states import Mode
from muster.service.acting.verbs import VerbWish, act

OnWave = Callable[[Bot, Asked, OfWave, Reply], None]
FITS = {Verb.SKIP: may_be_retried, Verb.ABORT: is_under_way, Verb.CANCEL: is_under_way}
"""Which runs may be meant where none is named."""


def register(app: App, bot: Bot) -> None:
    """Hear the buttons and the modal."""
    on_click(app, bot, Action.SKIP, OfWave, _of_wave(Verb.SKIP))
    on_click(app, bot, Action.ABORT, OfWave, _of_wave(Verb.ABORT))
    on_click(app, bot, Action.CANCEL, OfRun, _cancel)
    on_modal(app, bot, Callback.REASON, OfReason, _given)


def typed(verb: Verb, bot: Bot, asked: Asked, words: Sequence[str], reply: Reply) -> None:
    """`/dr cancel [RUN] [REASON]` and its siblings: with a reason at once, else the modal asks."""
    has = has_wave(bot) if verb is Verb.SKIP else has_nothing
    run_id, rest = run_meant(bot, words, FITS[verb], has)
    run = allowed_run(bot, asked, verb, run_id)
    bound = OfReason(run=run_id, epoch=run.epoch, verb=verb)
    if verb is Verb.SKIP:
        wave, rest = wave_meant(read_story(bot.service, bot.settings, run_id), rest)
        bound = bound.model_copy(update={"wave": wave.wave, "attempt": wave.attempt})
    if not rest:
        reply.acknowledge()
        _ask(bot, asked, run, bound)
        return
    wish = _wish(asked, bound, in_one_line(" ".join(rest))[:REASON])
    carry_out(bot, reply, lambda: act(bot.acting, wish), typed_by=asked.name)


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
    wish = _wish(asked, bound, said.get(Input.REASON, ""))
    carry_out(bot, reply, lambda: act(bot.acting, wish))


def _wish(asked: Asked, bound: OfReason, reason: str) -> VerbWish:
    return VerbWish(
        bound.run,
        bound.verb,
        asked.actor,
        asked.token,
        wave=bound.wave,
        attempt=bound.attempt,
        epoch=bound.epoch,
        reason=reason,
    )
