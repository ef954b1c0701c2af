"""Whom a run needs, and why: pure, from what the run table holds.

Events and the reconciler ask the same functions, so a lost event only delays a call. Each call has
a key that is a property of the fact, so the same fact calls once.
"""

from collections.abc import Iterable, Iterator

from muster.engine.gates import judge
from muster.engine.items import Decision, Gate, Run, Wave
from muster.engine.names import RUN_GATE
from muster.engine.schedule import is_asking
from muster.engine.states import RUN_TERMINAL, GateState, RunState
from muster.engine.verdict import duration
from muster.service.announcing import Call, CallKind
from muster.service.gates import waiting_gates

REMINDER = 300
"""Seconds before a gate expires at which people are reminded."""

WELL_ENDED = frozenset({RunState.SUCCEEDED, RunState.CANCELLED})
_BREAK_GLASS = "break-glass:"


def approval_calls(
    run: Run, gates: Iterable[Gate], decisions: Iterable[Decision], now: int
) -> Iterator[Call]:
    """A call for each gate that waits for people.

    Others are called when half of its time is over, and those who are asked again shortly before
    it expires.
    """
    known = tuple(decisions)
    for gate in waiting_gates(run, gates):
        if now < gate.expires_at:
            yield from _approval(run, gate, known, now)


def _approval(run: Run, gate: Gate, decisions: Iterable[Decision], now: int) -> Iterator[Call]:
    state, by = judge(gate, decisions)
    if state is not GateState.OPEN:
        return
    left = gate.expires_at - now
    what = "the whole run" if gate.gate == RUN_GATE else f"wave {gate.gate}"
    asked = f"{what} waits for approval by {gate.asked}, {len(by)} of {gate.count} so far"
    key = f"{gate.gate}/{gate.attempt}"
    act = "approve or reject it"
    kind = CallKind.APPROVAL_NEEDED
    yield Call(run.run, kind, f"approval/{key}", gate.gate, _of(run, asked), act)
    late = _of(run, f"{asked}; it expires in {duration(left)}")
    if left <= REMINDER:
        yield Call(run.run, CallKind.APPROVAL_EXPIRES, f"expires/{key}", gate.gate, late, act)
    elif left <= (gate.expires_at - gate.opened_at) // 2:
        find = "find somebody who may decide"
        yield Call(run.run, CallKind.APPROVAL_WAITS, f"waits/{key}", gate.gate, late, find)


def decision_calls(run: Run, waves: Iterable[Wave]) -> Iterator[Call]:
    """A call for each wave that waits for retry, skip or abort."""
    if run.state in RUN_TERMINAL or run.state == RunState.CANCELLING or run.abort:
        return
    for wave in waves:
        if is_asking(wave):
            text = _of(run, f"wave {wave.wave} {wave.state}: {wave.reason or 'no reason known'}")
            key = f"decision/{wave.wave}/{wave.attempt}/{wave.state}"
            act = "retry it, skip it, or abort the run"
            yield Call(run.run, CallKind.DECISION_NEEDED, key, wave.wave, text, act)


def ending_calls(run: Run) -> Iterator[Call]:
    """A call when the run has ended."""
    if run.state in RUN_TERMINAL:
        kind = CallKind.FINISHED if run.state in WELL_ENDED else CallKind.FAILED
        text = _of(run, f"{run.state}. {run.verdict}".rstrip())
        yield Call(run.run, kind, f"ended/{run.epoch}/{run.state}", "", text)


def break_glass_calls(run: Run, gates: Iterable[Gate]) -> Iterator[Call]:
    """A call for each gate that the break-glass role decided."""
    for gate in gates:
        if any(name.startswith(_BREAK_GLASS) for name in gate.by):
            text = _of(run, f"gate {gate.gate} was {gate.state} by {', '.join(gate.by)}")
            key = f"break-glass/{gate.gate}/{gate.attempt}"
            yield Call(run.run, CallKind.BREAK_GLASS, key, gate.gate, text)


def _of(run: Run, text: str) -> str:
    return f"{run.mode} of {run.plan}: {text}"
