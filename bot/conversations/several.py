"""Drill or recover several plans at once: shown together, confirmed by one typed line."""

from collections.abc import Iterator, Mapping, Sequence

from slack_bolt import App

from bot.authorisation import demand
from bot.bot import Asked, Bot
from bot.buttons import MOST_PLANS, Callback, Input, OfSeveral
from bot.conversations.acts import see_through
from bot.conversations.listening import on_modal
from bot.conversations.starting import MODES, VERBS, fill, plans_meant, point_said
from bot.replies import ModalReply, Reply
from bot.telling.messages import place_write
from bot.views.answers.said import in_full, partly
from bot.views.modals.several import TITLES, phrase, several_modal
from bot.views.modals.small import telling_modal
from bot.words import Verb
from muster.engine.states import Mode
from muster.model.base import Mode as PlanMode
from muster.service.acting.deed import Deed
from muster.service.acting.prospect import prospect_of
from muster.service.acting.published import current_hash, published_plan
from muster.service.acting.starting import StartWish, run_of, start
from muster.service.errors import MusterError, RefusedError


def register(app: App, bot: Bot) -> None:
    """Hear the modal."""
    on_modal(app, bot, Callback.START_SEVERAL, OfSeveral, _confirmed)


def ask_for_several(bot: Bot, asked: Asked, verb: Verb, words: Sequence[str], reply: Reply) -> None:
    """Open the confirmation: the modal is there at once, its content follows."""
    mode, plans = MODES[verb], plans_meant(bot, words)
    if len(plans) > MOST_PLANS:
        raise RefusedError(f"{len(plans)} plans are too many at once", f"at most {MOST_PLANS}")
    for plan in plans:
        demand(asked.people, asked.person, verb, mode, plan)
    waiting = telling_modal(TITLES[mode], [f"Looking at the servers of {len(plans)} plans …"])
    opened = bot.slack.views_open(trigger_id=asked.trigger, view=waiting)
    reply.acknowledge()
    fill(bot, str(opened["view"]["id"]), _view(bot, asked, plans, mode))


def _view(bot: Bot, asked: Asked, plans: Sequence[str], mode: Mode) -> dict[str, object]:
    """The confirmation; what was refused, if nothing can be confirmed."""
    table = bot.service.table
    try:
        known = bot.services.source_servers.listed()
        versions = {plan: current_hash(table, plan) for plan in plans}
        seen = [
            prospect_of(published_plan(table, plan, digest), digest, PlanMode(mode), known, {})
            for plan, digest in versions.items()
        ]
    except MusterError as error:
        return telling_modal(TITLES[mode], [in_full(error.sentence), in_full(error.hint or "")])
    return several_modal(seen, OfSeveral(plans=versions, mode=mode, channel=asked.channel))


def _confirmed(
    bot: Bot, asked: Asked, bound: OfSeveral, said: Mapping[str, str], reply: ModalReply
) -> None:
    mode = Mode(bound.mode)
    for plan in bound.plans:
        demand(asked.people, asked.person, VERBS[mode], mode, plan)
    wanted = phrase(mode, len(bound.plans))
    if said.get(Input.NAME) != wanted:
        reply.correct(**{Input.NAME: f"This is not “{wanted}”. Nothing was started."})
        return
    if (point := point_said(bot, said, reply)) is None:
        return
    said = {**said, Input.POINT: point}
    _start(bot, [_wish(asked, bound, plan, said) for plan in bound.plans], reply)


def _wish(asked: Asked, bound: OfSeveral, plan: str, said: Mapping[str, str]) -> StartWish:
    token = f"{asked.token}/{plan}"
    return StartWish(
        plan=plan,
        hash=bound.plans[plan],
        mode=Mode(bound.mode),
        actor=asked.actor,
        token=token,
        point_in_time=said[Input.POINT],
        reason=said.get(Input.REASON, ""),
        ticket=said.get(Input.TICKET, ""),
        beside=place_write(run_of(token), asked.channel),
    )


def _start(bot: Bot, wishes: Sequence[StartWish], reply: ModalReply) -> None:
    """Start each; one that is refused, or fails, keeps no other from starting."""
    refused: dict[str, str] = {}
    deeds = list(_started(bot, wishes, refused))
    if refused:
        reply.say(partly([deed.text for deed in deeds], refused))
    else:
        reply.acknowledge()
    for deed in deeds:
        see_through(bot, deed)


def _started(bot: Bot, wishes: Sequence[StartWish], refused: dict[str, str]) -> Iterator[Deed]:
    """The starts that were granted; why the others were not goes into `refused`, by plan."""
    for wish in wishes:
        try:
            yield start(bot.acting, wish)
        except MusterError as error:
            refused[wish.plan] = error.sentence
