"""An open gate, and whom it asks. All mrkdwn, all escaped."""

from bot.views import limits
from bot.views.story import Story
from bot.views.texts import mention, moment, plain
from muster.engine.names import RUN_GATE
from muster.service.reading.gate_view import GateView

MENTIONED = 6
"""So many people are called by a message that needs one of them."""


def gate_line(story: Story, gate: GateView) -> str:
    """An open gate: who is asked, how many are missing, until when."""
    asked = f"{len(gate.approved)} of {gate.count} approved"
    return f"*Approval needed: {gate_name(gate.gate)}* · {asked} · {ask(story, gate)}"


def ask(story: Story, gate: GateView) -> str:
    """Whom to ask, and until when; nobody is notified."""
    able = [story.called(person) for person in gate.may[: limits.SERVERS_NAMED]]
    whom = (
        f"ask {' or '.join(able)} ({plain(gate.asked)})" if able else f"asked {plain(gate.asked)}"
    )
    return f"{whom} · until {moment(gate.expires_at)}"


def mentions(story: Story, gate: GateView) -> str:
    """Those who may decide, called by Slack; empty if none of them is there."""
    people = (story.person(name) for name in gate.may[:MENTIONED])
    return " ".join(mention(p.slack.user) for p in people if p is not None and p.slack)


def gate_name(gate: str) -> str:
    """What opens when the gate opens."""
    return "the whole run" if gate == RUN_GATE else f"wave {plain(gate)}"
