"""The paragraphs that the messages of a run share. All mrkdwn, all escaped."""

from collections.abc import Iterator

from bot.views.answers.said import in_full
from bot.views.links import execution_url, ticket_link
from bot.views.run.cleaning import cleanup_line
from bot.views.run.gate_lines import gate_line
from bot.views.run.outlook import UNDER_WAY, rto_line
from bot.views.states import ABORTING, LOST, PAUSED, RUNS, UNKNOWN, Look
from bot.views.story import Story
from bot.views.texts import code, link, mention, moment, plain, to_type
from muster.engine.counts import counted
from muster.engine.states import RunState
from muster.engine.verdict import duration

PAUSABLE = frozenset({RunState.REGISTERED, RunState.APPROVING, RunState.RUNNING, RunState.DECIDING})


def look_of(story: Story) -> Look:
    """How the run looks: its state, unless it is paused or nobody drives it."""
    if story.view.lost_driver and not story.view.is_over:
        return LOST
    if story.view.abort and story.view.state in UNDER_WAY:
        return ABORTING
    if story.view.hold and story.view.state in PAUSABLE:
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


def under_way(count: int) -> str:
    """The headline of a list of runs that are not over, at least one."""
    return "One run is under way" if count == 1 else f"{count} runs are under way"


def attention(story: Story) -> Iterator[str]:
    """What somebody has to know or to do, most pressing first."""
    view, look = story.view, look_of(story)
    if view.is_over and view.verdict:
        yield in_full(view.verdict)
    if look.means:
        yield look.means
    if look is ABORTING:
        yield in_full(view.abort)
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


def operator_called(story: Story) -> str:
    """Who looks after the run, called by Slack; empty if nobody there does."""
    person = story.person(story.view.operator)
    return mention(person.slack.user) if person and person.slack else ""


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
    servers = f" · {launched}/{counted(total, 'server')}" if total else ""
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
