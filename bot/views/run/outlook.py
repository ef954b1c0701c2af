"""What to expect of a run: what holds it up, when it will be over, how the RTO stands. mrkdwn."""

from collections.abc import Iterator

from bot.views.states import UNKNOWN, WAVES
from bot.views.story import MODE_WORDS, Story
from bot.views.texts import moment, plain
from muster.engine.counts import counted
from muster.engine.states import Mode, RunState
from muster.engine.verdict import duration
from muster.service.reading.forecast import ASSUMED, Forecast, Holder

UNDER_WAY = frozenset({RunState.RUNNING, RunState.DECIDING})


def held_up_line(story: Story) -> Iterator[str]:
    """The wave that all that follows waits for; what waits for people is told elsewhere."""
    expected, view = story.forecast, story.view
    if expected is None or expected.holder is None or view.lost_driver or view.hold:
        return
    if view.state in UNDER_WAY and not expected.holder.by_people:
        yield f"Holding us up: {holder_text(expected.holder, view.as_of)}"


def holder_text(holder: Holder, now: int) -> str:
    """`wave *applications*, 1 of 12 servers still launching, 4 m`."""
    word = WAVES.get(holder.state, UNKNOWN).word
    servers = f"{holder.missing} of {counted(holder.total, 'server')} still {holder.doing}"
    does = servers if holder.total and holder.missing and holder.since else word
    since = about(now - holder.since) if holder.since else ""
    return ", ".join(part for part in (f"wave *{plain(holder.wave)}*", does, since) if part)


def outlook_line(story: Story) -> str:
    """`done about 09:41, 12 m from now`, how that compares with the RTO, and what it goes by."""
    expected, view = story.forecast, story.view
    if expected is None or view.lost_driver:
        return ""
    left = max(expected.end - view.as_of, 0)
    if expected.by_people:
        told = f"about {about(left)} of work left once people have decided"
    else:
        told = f"done about {moment(expected.end)}, {about(left)} from now"
    parts = (told, "" if expected.by_people else _against_rto(story, expected), _by(expected))
    return f":checkered_flag: {' · '.join(part for part in parts if part)}"


def rto_line(story: Story) -> str:
    """How much of the RTO is left, or since when it is missed; empty without one."""
    view = story.view
    if not view.rto or view.is_over:
        return ""
    left = view.rto - view.elapsed
    return f"{about(left)} left" if left > 0 else f":warning: missed {about(-left)} ago"


def _against_rto(story: Story, expected: Forecast) -> str:
    """What it means for the RTO; nothing is said of an assumption."""
    view = story.view
    if not view.rto or not (expected.past.run or expected.pace):
        return ""
    spare = view.requested_at + view.rto - expected.end
    if spare >= 0:
        return f"RTO kept by {about(spare)}"
    return f":warning: RTO missed by {about(-spare)}"


def _by(expected: Forecast) -> str:
    past = expected.past
    if past.run:
        mode = MODE_WORDS[Mode(past.mode)].lower()
        return f"as the {mode} of {moment(past.at, '{date_short}')} went"
    if expected.pace:
        return "at the pace so far"
    return f"if a wave takes {about(ASSUMED)}: there is no earlier run to go by"


def about(seconds: int) -> str:
    """A span in whole minutes: `4 m`, `1 h 05 m`."""
    minutes = max(round(seconds / 60), 0)
    return duration(minutes * 60).removesuffix(" 00 s") if minutes else "less than a minute"
