"""Recording one person's decision: the row, and the gate's outcome if this decision makes it.

Both are one transaction, conditional on the gate being open and on the number of decisions that
were looked at, so that two people who decide at the same moment cannot both miss the quorum.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from muster.engine.counts import counted
from muster.engine.gates import judge, why_not
from muster.engine.items import Decision, Gate, Run
from muster.engine.keys import decision_key, gate_key
from muster.engine.states import RUN_TERMINAL, GateState, RunState
from muster.engine.writes import Write, absent, equals, put, update

SIGNALS = {GateState.APPROVED: "Approve", GateState.REJECTED: "Reject"}
"""What the waiting `aws:approve` is told once the gate is decided."""


UNEXPLAINED = "no reason given"
"""What stands on record for a decision without a reason."""


@dataclass(frozen=True)
class Recording:
    """A decision ready to be written, and the gate's state after it; or why it does not count."""

    state: GateState
    writes: tuple[Write, ...] = ()
    refusal: str = ""


def nothing_to_decide(run: Run) -> str:
    """Why nobody decides in this run any more; empty if it goes on."""
    if run.state in RUN_TERMINAL | {RunState.CANCELLING}:
        return f"the run is {run.state}; there is nothing to decide"
    return f"the run is being aborted: {run.abort}" if run.abort else ""


def decision_at(gate: Gate, *, says: str, person: str, principal: str, at: int) -> Decision:
    """A decision bound to gate, attempt, plan and servers; `says` is approve or reject."""
    return Decision(
        gate=gate.gate,
        attempt=gate.attempt,
        decision=says,
        person=person,
        principal=principal,
        hash=gate.hash,
        digest=gate.digest,
        at=at,
    )


def decision_fact(gate: Gate, person: str) -> str:
    """How the record names the row of this person's decision in this attempt of the gate."""
    return f"decision/{gate.gate}/{gate.attempt}/{person}"


def decision_text(decision: Decision) -> str:
    """That row's text; after the colon stands the reason alone."""
    return f"{decision.decision} gate {decision.gate}: {decision.reason or UNEXPLAINED}"


def decision_effect(gate: Gate, state: GateState) -> str:
    """What whoever decided is told; `state` is that of the gate with this decision."""
    if state is GateState.OPEN:
        needed = counted(gate.count, "approval")
        return f"recorded; gate {gate.gate} needs {needed} and is still open"
    return f"gate {gate.gate} is {state}"


def recording(run: str, gate: Gate, before: Sequence[Decision], decision: Decision) -> Recording:
    """What one more decision does to an open gate that has the decisions `before`."""
    refusal = why_not(gate, decision)
    if any(entry.person == decision.person for entry in before):
        refusal = "you have decided here already"
    if refusal:
        return Recording(GateState.OPEN, refusal=refusal)
    state, by = judge(gate, [*before, decision])
    row_key = decision_key(run, gate.gate, gate.attempt, decision.person)
    row = put(row_key, vars(decision), absent("pk"))
    return Recording(state, (row, _outcome(run, gate, state, by, decision)))


def _outcome(
    run: str, gate: Gate, state: GateState, by: tuple[str, ...], decision: Decision
) -> Write:
    values: dict[str, object] = {"decisions": gate.decisions + 1}
    if state is not GateState.OPEN:
        reason = f"{state} by {', '.join(by)}" + (f": {decision.reason}" if decision.reason else "")
        values |= {"state": state, "by": list(by), "reason": reason, "decided_at": decision.at}
    unchanged = (equals("state", GateState.OPEN), equals("decisions", gate.decisions))
    return update(gate_key(run, gate.gate, gate.attempt), values, *unchanged)
