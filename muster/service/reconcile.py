"""What no event told, and what somebody died over: found by looking, repaired one way each.

`repairs(facts, now)` is pure. `CONFLICTS` is the one table: which truth wins over what, and the
repair. The truths of DRS and EC2 outrank the run table too, but those the runbooks settle
themselves, in every pass of a wave. Every repair may be repeated and may come too late.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from muster.engine.deciding import SIGNALS
from muster.engine.gates import judge
from muster.engine.items import Decision, Gate, Run, Wave
from muster.engine.keys import run_key
from muster.engine.lease import has_lost_driver
from muster.engine.limits import DRIVER_LOST
from muster.engine.names import RUN_GATE
from muster.engine.states import (
    RUN_TERMINAL,
    WAVE_ACTIVE,
    GateState,
    RunState,
    WaveState,
)
from muster.engine.verdict import duration
from muster.engine.writes import equals, update
from muster.service.announcing import Call, CallKind, Refresh
from muster.service.calls import (
    approval_calls,
    break_glass_calls,
    decision_calls,
    ending_calls,
)
from muster.service.repairs import (
    Facts,
    Mark,
    Repair,
    SignalGate,
    StartCleanup,
    StartRun,
    StopExecution,
)

GRACE = 20
"""Seconds that whoever wrote an intent has to carry it out before the reconciler does."""

LATE = 300
"""Seconds after which a run that was asked for and has not begun is somebody's business."""

FRESH = 3600
"""Seconds after its end, and after the last word of its clean-up, in which a run is told of."""

HOW_TO_RESTART = "restart it: `/dr restart`, `muster run restart`, or the document muster-restart"
HOW_TO_LOOK = "look at the executions of its document in Systems Manager, or cancel it"
BEFORE_DRIVING = frozenset({RunState.REGISTERED, RunState.APPROVING})
DRIVEN = frozenset({RunState.RUNNING, RunState.DECIDING})
UNDER_WAY = WAVE_ACTIVE | {WaveState.STARTING}


@dataclass(frozen=True)
class Conflict:
    """`truth` and `against` disagree if `repair` finds something to do; the truth wins."""

    truth: str
    against: str
    repair: Callable[[Facts, int], Iterable[Repair]]


def repairs(facts: Facts, now: int) -> list[Repair]:
    """What is to be done about the run at the moment `now` (epoch seconds, UTC), in order."""
    return [repair for conflict in CONFLICTS for repair in conflict.repair(facts, now)]


def in_doubt(facts: Facts, now: int) -> tuple[str, ...]:
    """The executions whose status must be known: those of a run that does not show that it lives.

    A run that is driven looks after its waves itself, and none of its executions is in doubt.
    """
    run = facts.run
    lost = has_lost_driver(run, now)
    late = run.state in BEFORE_DRIVING and now - run.since > DRIVER_LOST
    doubtful = lost or late or _is_unregistered(run, now)
    entry = (run.execution,) if doubtful and run.execution else ()
    waves = tuple(_execution(wave) for wave in facts.waves if lost and wave.state in UNDER_WAY)
    return entry + tuple(execution for execution in waves if execution)


def is_fresh(facts: Facts, now: int) -> bool:
    """Whether the run's message may still change: by the run, or by its clean-up."""
    words = (int(facts.cleanup.get(at) or 0) for at in ("since", "ended_at"))
    return not _is_long_over(facts.run, now) or now - max(words) <= FRESH


def _is_long_over(run: Run, now: int) -> bool:
    return run.state in RUN_TERMINAL and now - run.ended_at > FRESH


def _unstarted(facts: Facts, now: int) -> Iterator[Repair]:
    run = facts.run
    if not _is_unregistered(run, now):
        return
    if not run.execution or run.execution in facts.ended:
        yield StartRun(run.run)
    if now - run.since >= LATE:
        ago = duration(now - run.requested_at)
        text = f"{run.mode} of {run.plan}: it was asked for {ago} ago and has not begun"
        yield Call(run.run, CallKind.NO_DRIVER, "unstarted", "", text, HOW_TO_LOOK)


def _is_unregistered(run: Run, now: int) -> bool:
    return run.state == RunState.REQUESTED and now - run.since >= GRACE


def _cleanup_unstarted(facts: Facts, now: int) -> Iterator[Repair]:
    since = int(facts.cleanup.get("since") or 0)
    if facts.cleanup.get("state") == "requested" and now - since >= GRACE:
        yield StartCleanup(facts.run.run)


def _unsignalled(facts: Facts, now: int) -> Iterator[Repair]:
    waiting = _waiting_executions(facts)
    for gate in facts.gates:
        state = _decided(gate, facts.decisions)
        settled = now - gate.decided_at >= GRACE
        if state in SIGNALS and gate.execution in waiting and settled:
            comment = gate.reason or f"{state} on record"
            yield SignalGate(gate.execution, SIGNALS[state], comment)


def _waiting_executions(facts: Facts) -> frozenset[str]:
    """The executions that stand before a gate, as far as the run table knows."""
    waves = {wave.owner for wave in facts.waves if wave.state == WaveState.APPROVING}
    entry = {facts.run.execution} if facts.run.state == RunState.APPROVING else set()
    return frozenset((waves | entry) - {""})


def _decided(gate: Gate, decisions: Iterable[Decision]) -> GateState:
    """The gate's outcome; that of an open one by the decisions on record."""
    if gate.state != GateState.OPEN:
        return GateState(gate.state)
    return judge(gate, decisions)[0]


def _cancelled_at_gate(facts: Facts, now: int) -> Iterator[Repair]:
    run = facts.run
    if run.state != RunState.CANCELLING or now - run.since < GRACE:
        return
    for gate in facts.gates:
        own = gate.gate == RUN_GATE and gate.execution == run.execution
        if own and gate.state == GateState.OPEN:
            yield StopExecution(run.execution)


def _stalled(facts: Facts, now: int) -> Iterator[Repair]:
    run, status = facts.run, facts.ended.get(facts.run.execution)
    lost = status and run.state in DRIVEN and has_lost_driver(run, now)
    if not lost or any(_is_at_work(wave, facts) for wave in facts.waves):
        return  # what is healthy goes on; people are called for the driver all the same
    why = f"its execution {run.execution} ended {status}, and nobody drives the run"
    values = {"state": RunState.STALLED, "verdict": f"{why}; restart it", "since": now}
    unchanged = (
        equals("state", run.state),
        equals("execution", run.execution),
        equals("heartbeat", run.heartbeat),
    )
    write = update(run_key(run.run), values, *unchanged)
    yield Mark(run.run, write, f"stalled/{run.execution}", f"stalled: {why}")


def _no_driver(facts: Facts, now: int) -> Iterator[Repair]:
    run, status = facts.run, facts.ended.get(facts.run.execution)
    lost = has_lost_driver(run, now)
    if not lost and not (status and run.state in BEFORE_DRIVING):
        return
    silent = duration(now - max(run.heartbeat, run.since))
    its = f"execution {run.execution}" if run.execution else "execution"
    how = f"its {its} ended {status}" if status else f"its {its} still runs"
    text = f"{run.mode} of {run.plan}: nobody has driven it for {silent}; {how}"
    key = f"no-driver/{run.epoch}/{run.execution}/{run.heartbeat}"
    yield Call(run.run, CallKind.NO_DRIVER, key, "", text, HOW_TO_RESTART)


def _silent_waves(facts: Facts, now: int) -> Iterator[Repair]:
    run = facts.run
    for wave in facts.waves:
        status = facts.ended.get(_execution(wave))
        if status and wave.state in UNDER_WAY and has_lost_driver(run, now):
            ended = f"wave {wave.wave} is {wave.state}, but its execution ended {status}"
            text = f"{run.mode} of {run.plan}: {ended} without a word, and nobody drives the run"
            key = f"silent/{wave.wave}/{wave.attempt}/{_execution(wave)}"
            yield Call(run.run, CallKind.NO_DRIVER, key, wave.wave, text, HOW_TO_RESTART)


def _untold(facts: Facts, now: int) -> Iterator[Repair]:
    run = facts.run
    if is_fresh(facts, now):
        yield Refresh(run.run)
    if _is_long_over(run, now):
        return
    yield from approval_calls(run, facts.gates, facts.decisions, now)
    yield from break_glass_calls(run, facts.gates)
    yield from decision_calls(run, facts.waves)
    yield from ending_calls(run)


def _is_at_work(wave: Wave, facts: Facts) -> bool:
    execution = _execution(wave)
    return wave.state in UNDER_WAY and bool(execution) and execution not in facts.ended


def _execution(wave: Wave) -> str:
    return wave.owner or wave.execution


CONFLICTS: tuple[Conflict, ...] = (
    Conflict("the run is requested", "no execution took it up", _unstarted),
    Conflict("the clean-up is requested", "no execution took it up", _cleanup_unstarted),
    Conflict("the decisions on record", "its execution still waits", _unsignalled),
    Conflict("the run is cancelling", "its execution waits at its gate", _cancelled_at_gate),
    Conflict("no heartbeat, and its execution is over", "the run is running", _stalled),
    Conflict("no heartbeat", "the run needs a driver", _no_driver),
    Conflict("the wave's execution is over", "the wave is at work", _silent_waves),
    Conflict("the run table", "what people were told", _untold),
)
"""In the order of repair. Told last, so that people read what was mended just now."""
