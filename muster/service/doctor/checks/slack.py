"""The Slack app."""

from collections.abc import Iterator

from muster.service.doctor.finding import Answer, bad, doubtful, good, passed_over
from muster.service.doctor.patient import Patient
from muster.service.doctor.ports import FunctionFacts, SlackFacts

TITLE = "Slack"
FUNCTION = "muster-slack"
HOW = "docs/how-to/connect-slack.md"


def check(patient: Patient) -> Iterator[Answer]:
    """The token is good, may what it needs to, is of the right workspace, reads the channel."""
    function = patient.functions.function(FUNCTION) if patient.has_stack else None
    if function is None:
        yield passed_over("the bot does not run here")
        return
    channel = function.environment.get("MUSTER_SLACK_CHANNEL", "")
    if not channel:
        yield bad("no channel is set", "`muster deploy --slack-channel C…`")
    facts = patient.slack.facts(channel)
    wrong = list(_wrong(patient, function, facts))
    yield from wrong
    if channel and not wrong:
        yield good(f"workspace {facts.team}, channel {channel}")


def _wrong(patient: Patient, function: FunctionFacts, facts: SlackFacts) -> Iterator[Answer]:
    team = function.environment.get("MUSTER_SLACK_TEAM", "")
    if not team:
        yield doubtful(
            "requests of every workspace are looked at",
            f"`muster deploy --slack-team {facts.team}`",
        )
    elif team != facts.team:
        yield bad(f"the token is of {facts.team}, requests of {team} are answered", HOW)
    missing = sorted(patient.scopes - facts.scopes)
    if missing:
        yield bad(
            f"the app lacks {', '.join(missing)}", f"add the scopes and install it anew: {HOW}"
        )
    if facts.unreadable:
        yield bad(
            f"the channel cannot be read: {facts.unreadable}", "invite the app: /invite @muster"
        )
