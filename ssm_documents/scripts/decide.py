"""Pack document `muster-decide`: one person's decision at a gate, under the decision role.

Who decides is whoever started this execution, as SSM recorded it. The row, and the gate's outcome
if this decision makes it, are one transaction; the signal to the waiting gate may be repeated.
"""

from typing import Any

from muster.engine.gates import judge, why_not
from muster.engine.items import Decision, Gate, read
from muster.engine.keys import decision_key, gate_key
from muster.engine.states import GateState
from muster.engine.writes import Write, absent, equals, put, update
from ssm_documents.scripts.lib.asking import load_decisions
from ssm_documents.scripts.lib.automation import signal, started_by
from ssm_documents.scripts.lib.here import Here, RefusedError, now, open_here
from ssm_documents.scripts.lib.people import load_people, person_behind
from ssm_documents.scripts.lib.record import record
from ssm_documents.scripts.lib.tell import tell

ACTIONS = (
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
    "events:PutEvents",
    "ssm:GetAutomationExecution",
    "ssm:SendAutomationSignal",
)
SIGNALS = {GateState.APPROVED: "Approve", GateState.REJECTED: "Reject"}
TRIES = 8


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give the sentence for the decider; raises if the decision does not count."""
    here = open_here(events)
    principal = started_by(here.region, here.execution)
    person = person_behind(load_people(here), principal)
    for _ in range(TRIES):
        gate, version = _open_gate(here, str(events.get("gate") or ""))
        decision = _decision(here, gate, person, principal)
        reason = why_not(gate, decision)
        if reason:
            raise RefusedError(f"{person} cannot {decision.decision} gate {gate.gate}: {reason}")
        written = _write(here, gate, version, decision)
        if written:
            return {"Text": _announce(here, gate, decision, written)}
    raise RefusedError("too many people decide at this moment; try again")


def _open_gate(here: Here, name: str) -> tuple[Gate, int]:
    items = here.table.query(f"RUN#{here.run}", f"GATE#{name}#" if name else "GATE#")
    waiting = [item for item in items if item["state"] == GateState.OPEN]
    if len(waiting) == 1:
        return read(Gate, waiting[0]), int(waiting[0]["decisions"])
    if waiting:
        names = ", ".join(item["gate"] for item in waiting)
        raise RefusedError(f"several gates are open; name one: {names}")
    latest = items[-1] if items else {}
    _signal_again(here, latest)
    told = f"; {latest['gate']} was {latest['state']}: {latest.get('reason', '')}" if latest else ""
    raise RefusedError(f"no gate {name + ' ' if name else ''}of run {here.run} is open{told}")


def _signal_again(here: Here, latest: dict[str, Any]) -> None:
    """The signal of a decided gate may have been lost; at most one gate can hear it."""
    if latest.get("state") in SIGNALS:
        kind = SIGNALS[GateState(latest["state"])]
        signal(here.region, latest["execution"], kind, str(latest.get("reason") or ""))


def _decision(here: Here, gate: Gate, person: str, principal: str) -> Decision:
    return Decision(
        gate=gate.gate,
        attempt=gate.attempt,
        decision=str(here.events["decision"]),
        person=person,
        principal=principal,
        door="ssm",
        reason=str(here.events.get("reason") or ""),
        hash=gate.hash,
        digest=gate.digest,
        at=now(),
    )


def _write(here: Here, gate: Gate, version: int, decision: Decision) -> GateState | None:
    """Record it; gives the gate's state after it, or None if somebody else was faster."""
    before = load_decisions(here, gate)
    if any(entry.person == decision.person for entry in before):
        raise RefusedError(f"{decision.person} has decided on gate {gate.gate} already")
    state, by = judge(gate, [*before, decision])
    key = decision_key(here.run, gate.gate, gate.attempt, decision.person)
    reason = f"{state} by {', '.join(by)}" + (f": {decision.reason}" if decision.reason else "")
    values = {"state": state, "by": list(by), "reason": reason, "decided_at": decision.at}
    outcome = _outcome(here, gate, version, {} if state is GateState.OPEN else values)
    written = here.table.write(put(key, vars(decision), absent("pk")), outcome)
    return state if written else None


def _outcome(here: Here, gate: Gate, version: int, values: dict[str, Any]) -> Write:
    unchanged = (equals("state", GateState.OPEN), equals("decisions", version))
    key = gate_key(here.run, gate.gate, gate.attempt)
    return update(key, {"decisions": version + 1, **values}, *unchanged)


def _announce(here: Here, gate: Gate, decision: Decision, state: GateState) -> str:
    fact = f"decision/{gate.gate}/{gate.attempt}/{decision.person}"
    said = f"{decision.decision} gate {gate.gate}: {decision.reason or 'no reason given'}"
    record(here, fact, said, who=decision.person)
    tell(here, "gate changed", gate=gate.gate, state=str(state))
    if state in SIGNALS:
        comment = f"{decision.person}: {decision.reason}"
        signal(here.region, gate.execution, SIGNALS[state], comment)
        return f"gate {gate.gate} is {state}"
    return f"recorded; gate {gate.gate} needs {gate.count} approvals and is still open"
