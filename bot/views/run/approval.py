"""Approval needed: who is asked, for what, until when; afterwards, what became of it."""

from typing import Any

from bot.views import limits
from bot.views.blocks import actions, context, header, lines, section
from bot.views.message import Message, message
from bot.views.run.buttons import gate_buttons
from bot.views.run.gate_lines import ask, gate_name, mentions
from bot.views.story import Story
from bot.views.texts import code, moment, plain, to_type
from muster.engine.deciding import UNEXPLAINED, decision_fact
from muster.engine.items import Gate
from muster.engine.names import RUN_GATE
from muster.engine.states import GateState
from muster.service.reading.gate_view import GateView
from muster.service.reading.wave_view import ServerView

Json = dict[str, Any]
OUTCOMES = {
    GateState.APPROVED: ("white_check_mark", "Approved"),
    GateState.REJECTED: ("no_entry", "Rejected"),
    GateState.EXPIRED: ("alarm_clock", "Expired"),
}


def approval_message(story: Story, gate: Gate) -> Message:
    """The message of one attempt of a gate: open, decided, or no longer needed."""
    shown = (g for g in story.view.gates if (g.gate, g.attempt) == (gate.gate, gate.attempt))
    waiting = next(shown, None)
    if gate.state == GateState.OPEN and waiting:
        return _asking(story, gate, waiting)
    return _decided(story, gate)


def _asking(story: Story, gate: Gate, shown: GateView) -> Message:
    what = _of_what(gate)
    title = f"Approval needed: {what}"
    called = mentions(story, shown)
    so_far = f"{len(shown.approved)} of {gate.count} approved"
    body = [
        header(f":raised_hand: {title}"),
        section(
            f"{called} {story.what} waits for approval of {gate_name(gate.gate)}.\n"
            f"{so_far} · {ask(story, shown)}\n{_started(story, gate)}".strip()
        ),
        _let_start(story, gate),
        *_found(story),
        *actions(gate_buttons(story, shown)),
        context(f"Also: {to_type(f'muster run approve {story.short} --gate {gate.gate}')}"),
    ]
    text = f"{title}. {story.what} waits; asked: {plain(gate.asked)}. {called}".strip()
    return message(text, body, state=f"open/{len(shown.approved)}")


def _decided(story: Story, gate: Gate) -> Message:
    emoji, word = OUTCOMES.get(GateState(gate.state), ("octagonal_sign", "No longer needed"))
    title = f"{word}: {_of_what(gate)}"
    by = " and ".join(story.called(person) for person in gate.by)
    when = f" {moment(gate.decided_at)}" if gate.decided_at else ""
    told = f"{word}{f' by {by}' if by else ''}{when}: {story.what}, {gate_name(gate.gate)}."
    body = [header(f":{emoji}: {title}"), section(told), *_reasons(story, gate)]
    return message(f"{title}. {told}", body, state=str(gate.state))


def _reasons(story: Story, gate: Gate) -> list[Json]:
    """What people said when they decided; without it, why the gate is as it is."""
    facts = {decision_fact(gate, person) for person in gate.by}
    said = [row.text.partition(": ")[2] for row in story.rows if row.fact in facts]
    given = [plain(text) for text in said if text and text != UNEXPLAINED]
    return [section("\n".join(f"“{text}”" for text in given))] if given else []


def _of_what(gate: Gate) -> str:
    return "the whole run" if gate.gate == RUN_GATE else gate.gate


def _started(story: Story, gate: Gate) -> str:
    own = " (may not approve it)" if gate.refuse_requester else ""
    why = f": {plain(story.view.reason)}" if story.view.reason else ""
    return f"Started by {story.called(story.view.requester)}{own}{why}"


def _let_start(story: Story, gate: Gate) -> Json:
    known = {server.server: server for wave in story.view.waves for server in wave.servers}
    shown = [server_line(known.get(each), each) for each in gate.servers[: limits.SERVERS_NAMED]]
    told = shown or ["no servers: a checkpoint"]
    return lines(["It lets start:", *told], beyond=len(gate.servers) - len(shown))


def server_line(server: ServerView | None, name: str) -> str:
    """A server by name and id."""
    return f"• {code(server.name)} {code(name)}" if server and server.name else f"• {code(name)}"


def _found(story: Story) -> list[Json]:
    found = story.view.findings
    shown = [
        f"• {plain(each['level'])}: {code(each['name'])} {plain(each['text'])}"
        for each in found[: limits.SERVERS_NAMED]
    ]
    beyond = story.view.findings_in_all - len(shown)
    return [lines(["Seen before the start:", *shown], beyond=beyond)] if found else []
