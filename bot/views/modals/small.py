"""The modals that ask why, and those that only say something."""

from collections.abc import Sequence
from typing import Any

from bot.buttons import Callback, Input, OfDecision, OfReason
from bot.views import limits
from bot.views.blocks import lines, modal, section, text_input
from bot.views.message import Message
from bot.views.run.buttons import of_gate
from bot.views.run.gate_lines import gate_name
from bot.views.story import Story
from bot.views.texts import code, plain
from bot.words import Verb
from muster.engine.items import Gate
from muster.engine.names import RUN_GATE

Json = dict[str, Any]

CONSEQUENCES = {
    Verb.SKIP: "The waves that need {wave} go on without what is missing of it. There is no way"
    " back to it in this run.",
    Verb.ABORT: "The run ends here: nothing new starts, and nothing that runs is killed. There is"
    " no way back.",
    Verb.CANCEL: "Nothing new starts. What DRS launches at this moment cannot be stopped and goes"
    " on. Restart is the way back.",
}
SAYS = {"approve": "Approve", "reject": "Reject"}


def decide_modal(story: Story, gate: Gate, says: str, channel: str) -> Json:
    """Approve or reject: what it is about, and why; a rejection wants a reason."""
    bound = of_gate(story, gate).model_dump()
    asked = f"{story.what}, started by {story.called(story.view.requester)}."
    return modal(
        f"{SAYS[says]}: {'the run' if gate.gate == RUN_GATE else gate.gate}",
        [
            section(f"{asked}\n{_effect(story, gate, says)}"),
            _reason(optional=says == "approve"),
        ],
        callback=Callback.DECIDE,
        submit=SAYS[says],
        metadata=OfDecision(**bound, says=says, channel=channel).text(),
    )


def _effect(story: Story, gate: Gate, says: str) -> str:
    """What the decision does, to which servers."""
    servers = [code(name) for name in _names(story, gate)]
    more = len(gate.servers) - len(servers)
    named = ", ".join(servers) + (f" and {more} more" if more else "")
    what = named or "no servers: a checkpoint"
    return {
        "approve": f"You let {gate_name(gate.gate)} start: {what}.",
        "reject": f"You stop {gate_name(gate.gate)} from starting: {what}.",
    }[says]


def _names(story: Story, gate: Gate) -> list[str]:
    known = {server.server: server for wave in story.view.waves for server in wave.servers}
    shown = gate.servers[: limits.SERVERS_NAMED]
    return [known[each].name or each if each in known else each for each in shown]


def reason_modal(what: str, bound: OfReason) -> Json:
    """Skip, abort, cancel: what follows from it, and why."""
    verb = bound.verb
    return modal(
        f"{verb.capitalize()} {bound.wave if verb is Verb.SKIP else 'the run'}",
        [
            section(f"{what}.\n{CONSEQUENCES[verb].format(wave=plain(bound.wave))}"),
            _reason(optional=verb is Verb.CANCEL),
        ],
        callback=Callback.REASON,
        submit=verb.capitalize(),
        close="No, leave it",
        metadata=bound.text(),
    )


def telling_modal(title: str, told: Sequence[str]) -> Json:
    """Only says something: what was refused, what is being looked up."""
    return modal(title, [lines([line for line in told if line])], callback=Callback.CLOSED)


def outcome_modal(title: str, said: Message) -> Json:
    """Says what came of what was sent, in full."""
    return modal(title, said.blocks, callback=Callback.CLOSED)


def _reason(*, optional: bool) -> Json:
    return text_input(
        Input.REASON, "Reason", hint="Everybody sees it; it stays in the record.", optional=optional
    )
