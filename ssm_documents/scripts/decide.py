"""Pack document `muster-decide`: one person's decision at a gate, under the decision role.

Who decides is whoever started this execution, as SSM recorded it. The row, and the gate's outcome
if this decision makes it, are one transaction; the signal to the waiting gate may be repeated.
"""

from dataclasses import replace
from typing import Any

from muster.engine.deciding import SIGNALS, decision_at, recording
from muster.engine.items import Decision, Gate, read
from muster.engine.states import GateState
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
DECIDE_TRIES = 8


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give the sentence for the decider; raises if the decision does not count."""
    here = open_here(events)
    principal = started_by(here.region, here.execution)
    person = person_behind(load_people(here), principal)
    for _ in range(DECIDE_TRIES):
        gate = _open_gate(here, str(events.get("gate") or ""))
        decision = _decision(here, gate, person, principal)
        made = recording(here.run, gate, load_decisions(here, gate), decision)
        if made.refusal:
            raise RefusedError(f"{person} cannot {decision.decision} {gate.gate}: {made.refusal}")
        if here.table.write(*made.writes):
            return {"Text": _announce(here, gate, decision, made.state)}
    raise RefusedError("too many people decide at this moment; try again")


def _open_gate(here: Here, name: str) -> Gate:
    items = here.table.query(f"RUN#{here.run}", f"GATE#{name}#" if name else "GATE#")
    gates = [read(Gate, item) for item in items]
    waiting = [gate for gate in gates if gate.state == GateState.OPEN]
    if len(waiting) == 1:
        return waiting[0]
    if waiting:
        names = ", ".join(gate.gate for gate in waiting)
        raise RefusedError(f"several gates are open; name one: {names}")
    raise RefusedError(_none_open(here, name, gates))


def _none_open(here: Here, name: str, gates: list[Gate]) -> str:
    missing = f"no gate {name + ' ' if name else ''}of run {here.run} is open"
    if not gates:
        return missing
    latest = max(gates, key=lambda gate: gate.opened_at)
    _signal(here, latest, GateState(latest.state))  # the first signal may have been lost
    return f"{missing}; {latest.gate} was {latest.state}: {latest.reason}"


def _decision(here: Here, gate: Gate, person: str, principal: str) -> Decision:
    said = str(here.events["decision"])
    made = decision_at(gate, says=said, person=person, principal=principal, at=now())
    return replace(made, door="ssm", reason=str(here.events.get("reason") or ""))


def _announce(here: Here, gate: Gate, decision: Decision, state: GateState) -> str:
    fact = f"decision/{gate.gate}/{gate.attempt}/{decision.person}"
    said = f"{decision.decision} gate {gate.gate}: {decision.reason or 'no reason given'}"
    record(here, fact, said, who=decision.person)
    tell(here, "gate changed", gate=gate.gate, state=str(state))
    _signal(here, gate, state, f"{decision.person}: {decision.reason}")
    if state is GateState.OPEN:
        return f"recorded; gate {gate.gate} needs {gate.count} approvals and is still open"
    return f"gate {gate.gate} is {state}"


def _signal(here: Here, gate: Gate, state: GateState, comment: str = "") -> None:
    """Wake the waiting step; at most one gate of an execution can hear it."""
    if state in SIGNALS:
        signal(here.region, gate.execution, SIGNALS[state], comment or gate.reason)
