"""Drill, recover: what will happen is shown first; a recovery wants the plan's name typed."""

from collections.abc import Mapping, Sequence

from slack_bolt import App

from bot.authorisation import demand
from bot.bot import Asked, Bot
from bot.buttons import Callback, Input, OfStart
from bot.conversations.acts import carry_out
from bot.conversations.listening import on_modal
from bot.conversations.several import ask_for_several
from bot.conversations.starting import MODES, VERBS, fill, plan_meant, point_said
from bot.replies import ModalReply, Reply
from bot.telling.messages import place_write
from bot.views.answers.said import in_full
from bot.views.modals.small import telling_modal
from bot.views.modals.start import TITLES, start_modal
from bot.words import Verb
from muster.engine.states import Mode
from muster.model.base import Mode as PlanMode
from muster.service.acting.prospect import look_ahead
from muster.service.acting.published import current_hash, published_plan
from muster.service.acting.starting import StartWish, run_of, start
from muster.service.errors import MusterError


def register(app: App, bot: Bot) -> None:
    """Hear the modal."""
    on_modal(app, bot, Callback.START, OfStart, _confirmed)


def typed(verb: Verb, bot: Bot, asked: Asked, words: Sequence[str], reply: Reply) -> None:
    """`/dr drill PLAN`, `/dr recover PLAN`; several plans are confirmed together."""
    if len(dict.fromkeys(words)) > 1:
        ask_for_several(bot, asked, verb, words, reply)
        return
    ask(bot, asked, verb, words, reply)


def ask(bot: Bot, asked: Asked, verb: Verb, words: Sequence[str], reply: Reply) -> None:
    """Open the confirmation: the modal is there at once, its content follows."""
    mode = MODES[verb]
    plan = plan_meant(bot, words)
    demand(asked.people, asked.person, verb, mode, plan)
    title = TITLES[mode]
    waiting = telling_modal(title, [f"Looking at the servers of {plan} …"])
    opened = bot.slack.views_open(trigger_id=asked.trigger, view=waiting)
    reply.acknowledge()
    fill(bot, str(opened["view"]["id"]), _view(bot, asked, plan, mode))


def _view(bot: Bot, asked: Asked, plan: str, mode: Mode) -> dict[str, object]:
    """The confirmation; what was refused, if nothing can be confirmed."""
    try:
        digest = current_hash(bot.service.table, plan)
        content = published_plan(bot.service.table, plan, digest)
        seen = look_ahead(content, digest, PlanMode(mode), bot.services.source_servers)
    except MusterError as error:
        return telling_modal(TITLES[mode], [in_full(error.sentence), in_full(error.hint or "")])
    return start_modal(seen, asked.channel)


def _confirmed(
    bot: Bot, asked: Asked, bound: OfStart, said: Mapping[str, str], reply: ModalReply
) -> None:
    mode = Mode(bound.mode)
    demand(asked.people, asked.person, VERBS[mode], mode, bound.plan)
    if mode is Mode.RECOVERY and said.get(Input.NAME) != bound.plan:
        reply.correct(**{Input.NAME: f"This is not {bound.plan}. Nothing was started."})
        return
    if (point := point_said(bot, said, reply)) is None:
        return
    wish = StartWish(
        plan=bound.plan,
        hash=bound.hash,
        mode=mode,
        actor=asked.actor,
        token=asked.token,
        point_in_time=point,
        reason=said.get(Input.REASON, ""),
        ticket=said.get(Input.TICKET, ""),
        beside=place_write(run_of(asked.token), asked.channel),
    )
    carry_out(bot, reply, lambda: start(bot.acting, wish))
