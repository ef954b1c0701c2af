"""Pack document `muster-decide`: one person's decision at a gate, under the decision role.

Who decides is whoever started this execution, as SSM recorded it. The row, and the gate's outcome
if this decision makes it, are one transaction; the signal to the waiting gate may be repeated.
"""

import time
from dataclasses import replace
from typing import Any

from muster.engine.deciding import (
    SIGNALS,
    decision_at,
    decision_effect,
    decision_fact,
    decision_text,
    nothing_to_decide,
    recording,
)
from muster.engine.items import Decision, Gate, Run, read
from muster.engine.states import GateState
from muster.engine.writes import Write
from ssm_documents.scripts.lib.asking import load_decisions
from ssm_documents.scripts.lib.automation import is_before_gate, signal, started_by
from ssm_documents.scripts.lib.here import Here, RefusedError, load_run, now, open_here
from ssm_documents.scripts.lib.people import load_people, person_behind
from ssm_documents.scripts.lib.record import record, row_to_append
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
SIGNAL_TRIES = 6
LISTENS_WITHIN = 5
"""How long a step may take, in seconds, from one signal that it does not hear to the next."""


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give the sentence for the decider; raises if the decision does not count."""
    here = open_here(events)
    principal = started_by(here.region, here.execution)
    person = person_behind(load_people(here), principal)
    _check_under_way(load_run(here))
    for _ in range(DECIDE_TRIES):
        gate = _open_gate(here, str(events.get("gate") or ""))
        decision = _decision(here, gate, person, principal)
        made = recording(here.run, gate, load_decisions(here, gate), decision)
        if made.refusal:
            refused = f"{person} cannot {decision.decision} {gate.gate}: {made.refusal}"
            record(here, f"refused/{here.execution}", refused, who=person)
            raise RefusedError(refused)
        if here.table.write(*made.writes, *_row(here, gate, decision)):
            return {"Text": _announce(here, gate, decision, made.state)}
    raise RefusedError("too many people decide at this moment; try again")


def _check_under_way(run: Run) -> None:
    if why := nothing_to_decide(run):
        raise RefusedError(why)


def _open_gate(here: Here, name: str) -> Gate:
    """The gate that is meant; of each only the latest attempt is asked about."""
    items = here.table.query(f"RUN#{here.run}", f"GATE#{name}#" if name else "GATE#")
    gates = {gate.gate: gate for gate in (read(Gate, item) for item in items)}
    waiting = [gate for gate in gates.values() if gate.state == GateState.OPEN]
    if len(waiting) == 1:
        return waiting[0]
    if waiting:
        names = ", ".join(gate.gate for gate in waiting)
        raise RefusedError(f"several gates are open; name one: {names}")
    raise RefusedError(_none_open(here, name, list(gates.values())))


def _none_open(here: Here, name: str, gates: list[Gate]) -> str:
    missing = f"no gate {name + ' ' if name else ''}of run {here.run} is open"
    if not gates:
        return missing
    for gate in gates:
        _signal(here, gate, GateState(gate.state))  # who decided may have died before that
    latest = max(gates, key=lambda gate: gate.opened_at)
    return f"{missing}; {latest.gate} was {latest.state}: {latest.reason}"


def _decision(here: Here, gate: Gate, person: str, principal: str) -> Decision:
    said = str(here.events["decision"])
    made = decision_at(gate, says=said, person=person, principal=principal, at=now())
    return replace(made, door="ssm", reason=str(here.events.get("reason") or ""))


def _row(here: Here, gate: Gate, decision: Decision) -> tuple[Write, ...]:
    """Its row of the record, in the same transaction: no decision counts that is not on record."""
    fact = decision_fact(gate, decision.person)
    row = row_to_append(here, fact, decision_text(decision), who=decision.person)
    return (row,) if row else ()


def _announce(here: Here, gate: Gate, decision: Decision, state: GateState) -> str:
    _signal(here, gate, state, f"{decision.person}: {decision.reason}")
    tell(here, "gate changed", gate=gate.gate, state=str(state))
    return decision_effect(gate, state)


def _signal(here: Here, gate: Gate, state: GateState, comment: str = "") -> None:
    """Wake the waiting step; at most one gate of an execution can hear it.

    Who is quick decides before the step listens: then it is signalled again.
    """
    if state not in SIGNALS:
        return
    for _ in range(SIGNAL_TRIES):
        heard = signal(here.region, gate.execution, SIGNALS[state], comment or gate.reason)
        if heard or not is_before_gate(here.region, gate.execution):
            return
        time.sleep(LISTENS_WITHIN)
