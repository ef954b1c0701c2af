"""Approve, reject: what it is about is shown, a reason may be given, rights are checked twice."""

from collections.abc import Mapping, Sequence

from slack_bolt import App

from bot.authorisation import NotAllowedError, may, named
from bot.bot import Asked, Bot
from bot.buttons import Action, Callback, Input, OfDecision, OfGate
from bot.conversations.acts import carry_out
from bot.conversations.listening import on_click, on_modal
from bot.conversations.naming import gate_meant
from bot.reading import names_a_run, read_story
from bot.replies import ModalReply, Reply
from bot.views.limits import REASON
from bot.views.modals.small import decide_modal
from bot.views.run.buttons import of_gate
from bot.views.story import Story
from bot.views.texts import in_one_line
from bot.words import Verb
from muster.engine.deciding import nothing_to_decide
from muster.engine.gates import CONSOLE, ONLY_CONSOLE
from muster.engine.items import Gate
from muster.engine.states import GateState
from muster.service.acting.deciding import DecisionWish, decide, signal_gate
from muster.service.errors import RefusedError
from muster.service.reading.gate_view import GateView

OWN = "you started this run, so you may not approve it"


def register(app: App, bot: Bot) -> None:
    """Hear the buttons and the modal."""
    on_click(app, bot, Action.APPROVE, OfGate, _approve)
    on_click(app, bot, Action.REJECT, OfGate, _reject)
    on_modal(app, bot, Callback.DECIDE, OfDecision, _decided)


def typed(verb: Verb, bot: Bot, asked: Asked, words: Sequence[str], reply: Reply) -> None:
    """`/dr approve [RUN] [GATE] [REASON]`: what it is about is shown, unless a run is named."""
    story, shown, rest = gate_meant(bot, asked, words)
    item = story.gate_of(shown)
    if item is None:
        raise RefusedError("there is no such gate", "look at the run again")
    value = of_gate(story, item)
    reason = in_one_line(" ".join(rest))[:REASON]
    named = bool(words) and names_a_run(words[0]) and words[0] != shown.gate
    if not named or not (reason or verb is Verb.APPROVE):
        _ask(bot, asked, value, verb, reply)
        return
    allowed_gate(bot, asked, value, story, verb)
    wish = _wish(asked, value, verb, reason)
    carry_out(bot, reply, lambda: decide(bot.acting, wish), typed_by=asked.name)


def _approve(bot: Bot, asked: Asked, value: OfGate, reply: Reply) -> None:
    _ask(bot, asked, value, Verb.APPROVE, reply)


def _reject(bot: Bot, asked: Asked, value: OfGate, reply: Reply) -> None:
    _ask(bot, asked, value, Verb.REJECT, reply)


def _ask(bot: Bot, asked: Asked, value: OfGate, says: Verb, reply: Reply) -> None:
    story = read_story(bot.service, bot.settings, value.run)
    gate = allowed_gate(bot, asked, value, story, says)
    reply.acknowledge()
    view = decide_modal(story, gate, says, asked.channel)
    bot.slack.views_open(trigger_id=asked.trigger, view=view)


def _decided(
    bot: Bot, asked: Asked, bound: OfDecision, said: Mapping[str, str], reply: ModalReply
) -> None:
    story = read_story(bot.service, bot.settings, bound.run)
    verb = Verb(bound.says)
    allowed_gate(bot, asked, bound, story, verb)
    wish = _wish(asked, bound, verb, said.get(Input.REASON, ""))
    carry_out(bot, reply, lambda: decide(bot.acting, wish))


def _wish(asked: Asked, value: OfGate, says: Verb, reason: str) -> DecisionWish:
    return DecisionWish(
        run=value.run,
        gate=value.gate,
        attempt=value.attempt,
        digest=value.digest,
        says=says,
        actor=asked.actor,
        token=asked.token,
        reason=reason,
    )


def allowed_gate(bot: Bot, asked: Asked, value: OfGate, story: Story, says: Verb) -> Gate:
    """The gate that was looked at, if it is open and this person's decision would count.

    Raises `RefusedError` for a gate that is not like that any more, `NotAllowedError` with whom to
    ask for a person who may not decide here.
    """
    gate, shown = _open_gate(bot, value, story)
    if gate.via == CONSOLE:
        command = f"`muster run {says} {story.short} --gate {gate.gate}`"
        raise RefusedError(f"you cannot {says} this here: {ONLY_CONSOLE}", command)
    whom = _whom(asked, shown)
    own = gate.refuse_requester and asked.person.person == gate.requester
    if own and says is Verb.APPROVE:
        raise NotAllowedError(OWN, whom)
    if asked.person.person not in gate.approvers:
        raise NotAllowedError(f"only {gate.asked} may decide here", whom)
    if not may(asked.person, says, story.view.mode, story.view.plan):
        raise NotAllowedError(f"you may not {says}: it takes the role approver", whom)
    if asked.person.person in shown.approved:
        raise RefusedError("you have approved this already", whom)
    return gate


def _open_gate(bot: Bot, value: OfGate, story: Story) -> tuple[Gate, GateView]:
    key = (value.gate, value.attempt)
    gate = next((g for g in story.gates if (g.gate, g.attempt) == key), None)
    if gate is None:
        raise RefusedError("there is no such gate", "look at the run again")
    shown = next((g for g in story.view.gates if (g.gate, g.attempt) == key), None)
    if why := nothing_to_decide(story.run):
        raise RefusedError(why, "look at the run again")
    if gate.state != GateState.OPEN or shown is None:
        signal_gate(bot.acting, gate)  # the first signal may have been lost
        by = " and ".join(story.called(person) for person in gate.by)
        raise RefusedError(f"this is decided: {gate.state}{f' by {by}' if by else ''}")
    if gate.digest != value.digest or value.epoch not in (0, story.run.epoch):
        raise RefusedError("this has changed since you looked", "look at the run again")
    return gate, shown


def _whom(asked: Asked, shown: GateView) -> str:
    able = [p for name in shown.may if (p := asked.people.person(name)) is not None]
    others = [person for person in able if person.person != asked.person.person]
    return f"ask {named(others)} ({shown.asked})" if others else f"nobody of {shown.asked} is left"
