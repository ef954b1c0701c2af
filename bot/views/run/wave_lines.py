"""The waves of a run, a line each. All mrkdwn, all escaped."""

from collections import Counter

from bot.views import limits
from bot.views.states import UNKNOWN, WAVES
from bot.views.story import Story
from bot.views.texts import moment, plain
from muster.engine.counts import counted
from muster.engine.states import WAVE_ACTIVE, WAVE_DONE, WaveState
from muster.engine.verdict import duration
from muster.service.reading.wave_view import WaveView, in_a_sentence


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


def waves_done(story: Story) -> str:
    """`2 of 5 waves done`."""
    done = sum(wave.state in WAVE_DONE for wave in story.view.waves)
    return f"{done} of {counted(len(story.view.waves), 'wave')} done"


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
        f"{wave.launched}/{counted(wave.total, 'server')}" if wave.total else "",
        _took(wave),
        _waits(wave),
    )


def _waits(wave: WaveView) -> str:
    """What it waits for, unless that is what its state says."""
    if not wave.waits_for or wave.state == WaveState.APPROVING:
        return ""
    return in_a_sentence(plain(wave.waits_for))


def _took(wave: WaveView) -> str:
    if wave.state in WAVE_DONE and wave.started_at and wave.ended_at:
        return duration(max(wave.ended_at - wave.started_at, 0))
    return ""
