"""The paragraphs that the messages of a run share. All mrkdwn, all escaped."""

from collections import Counter
from collections.abc import Iterator

from bot.views import limits
from bot.views.answers.said import in_full
from bot.views.links import execution_url, instance_url, job_url, ticket_link
from bot.views.outlook import rto_line
from bot.views.states import LOST, PAUSED, RUNS, UNKNOWN, WAVES, Look
from bot.views.story import Story
from bot.views.texts import code, link, mention, moment, plain, to_type
from muster.engine.names import RUN_GATE
from muster.engine.states import (
    WAVE_ACTIVE,
    WAVE_DONE,
    RunState,
    ServerHealth,
    ServerState,
    WaveState,
)
from muster.engine.verdict import duration
from muster.service.reading.gate_view import GateView
from muster.service.reading.wave_view import ServerView, WaveView

HELD = frozenset({RunState.REGISTERED, RunState.APPROVING, RunState.RUNNING, RunState.DECIDING})
MENTIONED = 6
"""So many people are called by a message that needs one of them."""


def look_of(story: Story) -> Look:
    """How the run looks: its state, unless it is paused or nobody drives it."""
    if story.view.lost_driver and not story.view.is_over:
        return LOST
    if story.view.hold and story.view.state in HELD:
        return PAUSED
    return RUNS.get(story.view.state, UNKNOWN)


def who_and_why(story: Story) -> list[str]:
    """Since when, by whom, why."""
    view, look = story.view, look_of(story)
    started = f"started {moment(view.requested_at)} by {story.called(view.requester)}"
    since = f"*{look.word}* since {moment(_since(story, look))}" if not view.is_over else ""
    taken = view.operator != view.requester and not view.is_over
    operator = f"operator {story.called(view.operator)}" if taken else ""
    first = " · ".join(part for part in (since, started, operator) if part)
    facts = (
        first[:1].upper() + first[1:],
        f"Reason: {plain(view.reason)}" if view.reason else "",
        f"Ticket: {ticket_link(story)}" if view.ticket else "",
        f"Point in time: {plain(view.point_in_time)}" if view.point_in_time else "",
    )
    return [fact for fact in facts if fact]


def _since(story: Story, look: Look) -> int:
    if look is PAUSED and story.view.hold:
        return story.view.hold.at
    return story.view.heartbeat if look is LOST else story.run.since


def wave_lines(story: Story) -> list[str]:
    """A line a wave; of many waves, those that matter and a count of the others."""
    shown, rest = waves_shown(story)
    return [*(wave_line(wave) for wave in shown), *([rest] if rest else [])]


def waves_shown(story: Story) -> tuple[list[WaveView], str]:
    """The waves to show, in the order of the plan, and the others in a count of states."""
    waves = story.view.waves
    if len(waves) <= limits.WAVES_SHOWN:
        return list(waves), ""
    first = sorted(waves, key=_rank)[: limits.WAVES_SHOWN]
    rest = Counter(WAVES.get(w.state, UNKNOWN).word for w in waves if w not in first)
    counts = ", ".join(f"{count} {word}" for word, count in rest.most_common())
    return [wave for wave in waves if wave in first], f"… and {counts}"


def _rank(wave: WaveView) -> int:
    return (
        0 if wave.asks else 1 if wave.state in WAVE_ACTIVE else 3 if wave.state in WAVE_DONE else 2
    )


def wave_line(wave: WaveView) -> str:
    """One wave: state, servers, how long, what it waits for."""
    look = WAVES.get(wave.state, UNKNOWN)
    since = f"since {moment(wave.since)}" if wave.state in WAVE_ACTIVE and wave.since else ""
    name, *more = wave_parts(wave)
    parts = (f":{look.emoji}: *{name}*", *more[:-1], since, *more[-1:])
    return " · ".join(part for part in parts if part)


def wave_parts(wave: WaveView) -> tuple[str, ...]:
    """Name, state, servers, how long it took, what it waits for; empty where there is nothing."""
    look = WAVES.get(wave.state, UNKNOWN)
    return (
        plain(wave.wave),
        look.word + (f", attempt {wave.attempt}" if wave.attempt > 1 else ""),
        f"{wave.launched}/{wave.total} servers" if wave.total else "",
        _took(wave),
        _waits(wave),
    )


def _waits(wave: WaveView) -> str:
    """What it waits for, unless that is what its state says."""
    if not wave.waits_for or wave.state == WaveState.APPROVING:
        return ""
    is_clause = wave.waits_for.startswith("the run ")
    return f"waits{':' if is_clause else ' for'} {plain(wave.waits_for)}"


def _took(wave: WaveView) -> str:
    if wave.state in WAVE_DONE and wave.started_at and wave.ended_at:
        return duration(max(wave.ended_at - wave.started_at, 0))
    return ""


def attention(story: Story) -> Iterator[str]:
    """What somebody has to know or to do, most pressing first."""
    view, look = story.view, look_of(story)
    if view.is_over and view.verdict:
        yield in_full(view.verdict)
    if look.means:
        yield look.means
    yield from way_back(story)
    if view.hold and not view.is_over:
        why = f": {plain(view.hold.why)}" if view.hold.why else ""
        yield f"Paused by {story.called(view.hold.by)} {moment(view.hold.at)}{why}"
    yield from (gate_line(story, gate) for gate in view.gates)
    yield from (f"*Decision needed: {plain(w.wave)}* · {plain(w.reason)}" for w in view.asking)
    yield from cleanup_line(story)


def way_back(story: Story) -> Iterator[str]:
    """What a cancelled run can still become."""
    if story.view.state == RunState.CANCELLED and may_go_on(story):
        yield "Restart goes on where it stopped."


def may_go_on(story: Story) -> bool:
    """Whether `restart` is a way back: not from what was cancelled before it began."""
    return story.view.may_restart and bool(story.run.registered_at)


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


def operator_called(story: Story) -> str:
    """Who looks after the run, called by Slack; empty if nobody there does."""
    person = story.person(story.view.operator)
    return mention(person.slack.user) if person and person.slack else ""


def gate_name(gate: str) -> str:
    """What opens when the gate opens."""
    return "the whole run" if gate == RUN_GATE else f"wave {plain(gate)}"


def cleanup_line(story: Story) -> Iterator[str]:
    """How far the clean-up of a drill is."""
    state = story.cleanup.get("state")
    if state == "done":
        yield ":broom: Cleaned up and checked: none of the drill's instances is left."
    elif state:
        left = story.cleanup.get("instances")
        count = f": {left} instances are being terminated" if left else ""
        yield f":broom: Cleaning up{count}."
    elif story.view.may_clean_up:
        yield "Its drill instances still run, and cost money, until somebody cleans up."


def failed_servers(story: Story, wave: WaveView) -> list[str]:
    """The servers of a wave that are missing or sick, with the reason, and where to look."""
    missing = [s for s in wave.servers if s.state != ServerState.LAUNCHED or is_sick(s)]
    shown = [_failed(story, server) for server in missing[: limits.SERVERS_NAMED]]
    more = len(missing) - len(shown)
    return [*shown, *([f"… and {more} more"] if more else [])]


def is_sick(server: ServerView) -> bool:
    """Whether it is launched, and did not pass its health checks."""
    return server.state == ServerState.LAUNCHED and server.health == ServerHealth.UNHEALTHY


def _failed(story: Story, server: ServerView) -> str:
    found = server.finding if is_sick(server) else server.reason
    why = f": {plain(found)}" if found else ""
    doors = " · ".join(_doors_of(story, server)) if story.doors.console else ""
    named = f"• {code(server.name or server.server)} {code(server.server)}{why}"
    return f"{named} · {doors}" if doors else named


def _doors_of(story: Story, server: ServerView) -> Iterator[str]:
    if server.job:
        yield link(job_url(story, server), "DRS job")
    if server.instance:
        yield link(instance_url(story, server), "EC2 instance")


def clock_line(story: Story) -> str:
    """Elapsed time against the objective."""
    view = story.view
    took = (
        f"{duration(view.elapsed)} of {duration(view.rto)} RTO"
        if view.rto
        else duration(view.elapsed)
    )
    late = view.rto and view.elapsed > view.rto
    launched, total = sum(w.launched for w in view.waves), sum(w.total for w in view.waves)
    servers = f" · {launched}/{total} servers" if total else ""
    left = f", {rto_line(story)}" if rto_line(story) else ", missed" if late else ""
    return f":stopwatch: {took}{left}{servers}"


def as_of_line(story: Story) -> str:
    """As of when, and where else to look if it looks stale."""
    told = f"As of {moment(story.view.as_of, '{time_secs}')} · run {code(story.short)}"
    if story.view.is_over:
        return told
    where = " or ".join(other_doors(story))
    return f"{told} · if that is more than two minutes ago, look there: {where}"


def other_doors(story: Story) -> Iterator[str]:
    """Where else the run can be seen and driven."""
    if story.doors.console and story.run.execution:
        yield link(execution_url(story, story.run.execution), "Systems Manager")
    yield to_type(f"muster run status {story.short}")
