"""What the driver does next: `advance(view) → Step`, a pure function of what the table says.

Level-triggered: whatever happened before, the same view gives the same answer, so any number of
drivers, restarts and verbs can take turns.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from muster.engine.items import Run, Wave
from muster.engine.keys import run_key, wave_key
from muster.engine.limits import START_GRACE, WAVE_LIVES, WAVES_AT_ONCE
from muster.engine.states import (
    WAVE_ACTIVE,
    WAVE_ASKING,
    WAVE_DONE,
    RunState,
    WaveState,
)
from muster.engine.writes import Condition, Write, absent, equals, one_of, update

UNDER_WAY = frozenset({RunState.RUNNING, RunState.DECIDING})
COUNTED = (WAVE_ACTIVE | {WaveState.STARTING}) - {WaveState.APPROVING}


@dataclass(frozen=True)
class View:
    """What a driver knows: the run, its waves, and the executions that ended without saying so.

    `room`: so many of the waves that are ready may start now.
    """

    run: Run
    waves: tuple[Wave, ...]
    now: int
    ended: Mapping[str, str] = field(default_factory=dict)
    room: int = WAVES_AT_ONCE


@dataclass(frozen=True)
class StartWave:
    """Ask SSM for an execution of the wave's document; `write` comes first (None on a repeat)."""

    wave: str
    attempt: int
    n: int
    token: str
    write: Write | None


@dataclass(frozen=True)
class Step:
    """What one pass does: writes, executions to start, gates to stop; `done` ends the driver."""

    writes: tuple[Write, ...] = ()
    starts: tuple[StartWave, ...] = ()
    stops: tuple[str, ...] = ()
    done: bool = False


def advance(view: View) -> Step:
    """The next step of the run."""
    if view.run.state in (RunState.RUNNING, RunState.DECIDING, RunState.CANCELLING):
        return _winding_down(view) if view.run.state == RunState.CANCELLING else _running(view)
    return Step(done=True)


def start_token(run: str, wave: str, attempt: int, n: int) -> str:
    """The ClientToken of an execution: the same question always has the same token."""
    return str(uuid5(NAMESPACE_URL, f"muster:{run}/{wave}/{attempt}/{n}"))


def is_accepted(wave: Wave) -> bool:
    """Whether the plan lets dependants go on although this wave failed (`then: continue`)."""
    return wave.state == WaveState.FAILED and wave.spec.get("then") == "continue"


def is_settled(wave: Wave) -> bool:
    """Whether dependants may start."""
    return wave.state in WAVE_DONE or is_accepted(wave)


def is_asking(wave: Wave) -> bool:
    """Whether the wave waits for a person's decision."""
    return wave.state in WAVE_ASKING and not is_accepted(wave)


def _running(view: View) -> Step:
    if view.run.abort:
        step = _winding_down(view)
        return _ended(view) if step.done else step
    if all(is_settled(wave) for wave in view.waves):
        return _ended(view)
    starts = () if view.run.hold else _starts(view)
    writes = (*_revive(view), *_abort_by_plan(view), *_state(view))
    return Step(writes=writes, starts=(*_repeats(view), *starts))


def _winding_down(view: View) -> Step:
    """After an abort or a cancel: nothing starts, gates are stopped, the rest ends itself."""
    idle = [w for w in view.waves if w.state in (WaveState.PENDING, WaveState.STARTING)]
    dead = [w for w in view.waves if w.state in WAVE_ACTIVE and w.wave in view.ended]
    active = [w for w in view.waves if w.state in WAVE_ACTIVE and w.wave not in view.ended]
    waiting = tuple(w.owner for w in active if w.state == WaveState.APPROVING and w.owner)
    writes = tuple(_cancel(view, wave) for wave in (*idle, *dead))
    return Step(writes=writes, stops=waiting, done=not active and not writes)


def _ended(view: View) -> Step:
    values = {"state": RunState.CONCLUDING, "since": view.now}
    when = one_of("state", (RunState.RUNNING, RunState.DECIDING))
    return Step(writes=(update(run_key(view.run.run), values, when),), done=True)


def _starts(view: View) -> tuple[StartWave, ...]:
    return tuple(_start(view, wave) for wave in ready_waves(view)[: view.room])


def ready_waves(view: View) -> list[Wave]:
    """The waves that only wait for room, in the order of the plan; none of a run on hold."""
    if view.run.state not in UNDER_WAY or view.run.hold or view.run.abort:
        return []
    by_name = {wave.wave: wave for wave in view.waves}
    ready = [wave for wave in view.waves if _is_ready(wave, by_name, view.now)]
    return sorted(ready, key=lambda wave: wave.order)


def waves_under_way(view: View) -> int:
    """How many waves are executions that count: one that waits at its gate does not."""
    return sum(wave.state in COUNTED for wave in view.waves)


def _is_ready(wave: Wave, by_name: Mapping[str, Wave], now: int) -> bool:
    if wave.state != WaveState.PENDING:
        return False
    needs = [by_name[name] for name in wave.needs if name in by_name]
    if not all(is_settled(need) for need in needs):
        return False
    since = max((need.ended_at for need in needs), default=0)
    return now >= since + int(wave.spec.get("wait") or 0)


def _start(view: View, wave: Wave) -> StartWave:
    n = wave.n + 1
    values = {"state": WaveState.STARTING, "n": n, "starting_at": view.now, "since": view.now}
    write = update(
        wave_key(view.run.run, wave.wave),
        values,
        equals("state", WaveState.PENDING),
        equals("n", wave.n),
        equals("attempt", wave.attempt),
        absent("owner"),
        remove=("waits_for", "execution"),
    )
    token = start_token(view.run.run, wave.wave, wave.attempt, n)
    return StartWave(wave.wave, wave.attempt, n, token, write)


def _repeats(view: View) -> tuple[StartWave, ...]:
    """Starts whose answer nobody recorded are asked again with the same token."""
    return tuple(
        StartWave(w.wave, w.attempt, w.n, start_token(view.run.run, w.wave, w.attempt, w.n), None)
        for w in view.waves
        if w.state == WaveState.STARTING and not w.execution and not _is_dead(view, w)
    )


def _is_dead(view: View, wave: Wave) -> bool:
    ended = wave.wave in view.ended
    if wave.state == WaveState.STARTING and not wave.execution:
        return ended or view.now - wave.starting_at > START_GRACE
    return ended and (wave.state in WAVE_ACTIVE or wave.state == WaveState.STARTING)


def _revive(view: View) -> tuple[Write, ...]:
    """Waves whose execution ended without a word: given to a new execution, at last called lost."""
    return tuple(_give_back(view, wave) for wave in view.waves if _is_dead(view, wave))


def _give_back(view: View, wave: Wave) -> Write:
    why = f"execution {wave.owner or wave.execution or '(none)'} {_how_it_ended(view, wave)}"
    values: dict[str, Any] = {"state": WaveState.LOST, "ended_at": view.now}
    if wave.lives < WAVE_LIVES:
        values = {"state": WaveState.PENDING, "lives": wave.lives + 1}
    return update(
        wave_key(view.run.run, wave.wave),
        {**values, "reason": why, "since": view.now},
        equals("state", wave.state),
        equals("n", wave.n),
        remove=("owner", "execution"),
    )


def _how_it_ended(view: View, wave: Wave) -> str:
    ended = view.ended.get(wave.wave)
    why = f": {wave.waits_for}" if wave.waits_for else ""
    return f"ended {ended} without a result" if ended else f"never started{why}"


def lose(run: str, wave: str, why: str, at: int, *when: Condition) -> Write:
    """Call a wave lost: nobody carries it on unless a person decides so."""
    values = {"state": WaveState.LOST, "reason": why, "since": at, "ended_at": at}
    return update(wave_key(run, wave), values, *when, remove=("owner", "execution", "waits_for"))


def _cancel(view: View, wave: Wave) -> Write:
    values = {"state": WaveState.CANCELLED, "since": view.now, "ended_at": view.now}
    when = (equals("state", wave.state), equals("n", wave.n))
    return update(wave_key(view.run.run, wave.wave), values, *when, remove=("owner", "execution"))


def _abort_by_plan(view: View) -> tuple[Write, ...]:
    failed = [
        w for w in view.waves if w.state == WaveState.FAILED and w.spec.get("then") == "abort"
    ]
    if not failed:
        return ()
    reason = f"wave {failed[0].wave} failed and the plan says: abort"
    return (update(run_key(view.run.run), {"abort": reason}, equals("state", view.run.state)),)


def _state(view: View) -> tuple[Write, ...]:
    asking = any(is_asking(wave) for wave in view.waves)
    wanted = RunState.DECIDING if asking else RunState.RUNNING
    if view.run.state == wanted:
        return ()
    values = {"state": wanted, "since": view.now}
    return (update(run_key(view.run.run), values, equals("state", view.run.state)),)
