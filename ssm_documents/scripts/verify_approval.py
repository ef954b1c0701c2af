"""After an `aws:approve`: judge the rows, whatever the step's status. Fails closed."""

import json
from typing import Any

from muster.engine.gates import judge
from muster.engine.items import Gate, Run
from muster.engine.keys import gate_key, run_key, wave_key
from muster.engine.names import RUN_GATE
from muster.engine.states import GateState, WaveState
from muster.engine.writes import equals, one_of, update
from ssm_documents.scripts.lib.asking import (
    AT_RUN_GATE,
    approval_of,
    attempt_of,
    load_decisions,
    load_gates,
    standing_gate,
)
from ssm_documents.scripts.lib.automation import steps_of
from ssm_documents.scripts.lib.deciding import ask_for_decision
from ssm_documents.scripts.lib.failures import in_one_line
from ssm_documents.scripts.lib.here import (
    Here,
    RefusedError,
    load_run,
    load_wave,
    now,
    open_here,
    own_wave,
)
from ssm_documents.scripts.lib.holding import stop_if_ending
from ssm_documents.scripts.lib.people import is_role
from ssm_documents.scripts.lib.record import record
from ssm_documents.scripts.lib.tell import call_people, tell

ACTIONS = (
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
    "events:PutEvents",
    "sns:Publish",
    "ssm:DescribeAutomationStepExecutions",
)
BREAK_GLASS = "break-glass:"


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give `Approved` yes; raises if the gate does not open."""
    here = open_here(events)
    gate = str(events["gate"])
    run = load_run(here)
    stop_if_ending(run)
    if gate != RUN_GATE:
        own_wave(here)
    elif run.state not in AT_RUN_GATE or run.execution != here.execution:
        return {"Approved": "yes"}  # it is past its gate, or a later execution asks
    asked = approval_of(here, run, gate)
    if asked:
        _verify(here, run, gate, standing_gate(here, run, gate, asked))
    _go_on(here, gate)
    return {"Approved": "yes"}


def _verify(here: Here, run: Run, gate: str, standing: Gate | None) -> None:
    mine = [g for g in load_gates(here, gate) if g.attempt == attempt_of(here, run, gate)]
    judged = standing or (mine[0] if mine else None)
    if judged is None:
        raise RefusedError(f"gate {gate} was never opened")
    state, by, why = _outcome(here, judged)
    if not _settle(here, judged, state, by, why):  # somebody decided at this very moment
        judged = next(g for g in load_gates(here, gate) if g.attempt == judged.attempt)
        state, by, why = _outcome(here, judged)
    if state is not GateState.APPROVED:
        _not_opened(here, gate, state, why)
        raise RefusedError(f"gate {gate}: {why}")


def _outcome(here: Here, gate: Gate) -> tuple[GateState, tuple[str, ...], str]:
    """What the decisions on record make of the gate; one that was closed stays closed."""
    if gate.state in (GateState.REJECTED, GateState.EXPIRED):
        return GateState(gate.state), gate.by, gate.reason
    if gate.state == GateState.APPROVED and gate.by and gate.by[0].startswith(BREAK_GLASS):
        return GateState.APPROVED, gate.by, "approved by the break-glass role"
    state, by = judge(gate, load_decisions(here, gate))
    if state is not GateState.OPEN:
        return state, by, f"{state} by {', '.join(by)}"
    return _without_decisions(here, gate, len(by))


def _without_decisions(
    here: Here, gate: Gate, approved: int
) -> tuple[GateState, tuple[str, ...], str]:
    """What SSM's step makes of a gate that the decisions on record leave open."""
    status, principals, message = _signalled(here)
    glass = [p for p in principals if is_role(p, here.events["break_glass_role"])]
    if glass and status == "Success":
        return GateState.APPROVED, (BREAK_GLASS + glass[0],), "approved by the break-glass role"
    if glass:
        return GateState.REJECTED, (BREAK_GLASS + glass[0],), "rejected by the break-glass role"
    if status == "TimedOut" or now() >= gate.expires_at:
        why = f"nobody decided in time; {approved} of {gate.count} approved"
        return GateState.EXPIRED, (), why
    unproven = "a signal came without the decisions it needs on record"
    return GateState.REJECTED, (), message or unproven


def _signalled(here: Here) -> tuple[str, list[str], str]:
    """How the Approve step of this execution ended, whose signals SSM counted, what it said."""
    steps = steps_of(here.region, here.execution, StepName="Approve")
    if not steps:
        return "", [], "nobody was asked"
    decisions = (steps[0].get("Outputs") or {}).get("ApproverDecisions") or []
    found = [arn for decision in decisions for arn in _principals(decision)]
    message = in_one_line(str(steps[0].get("FailureMessage") or ""))
    return str(steps[0]["StepStatus"]), found, message


def _principals(decision: str) -> list[str]:
    """Whose decision SSM shows; what people wrote as a comment is never taken for a name.

    The keys of ApproverDecisions are not documented, so every other value that is an ARN counts.
    """
    try:
        shown = json.loads(decision)
    except ValueError:
        return []
    named = shown.items() if isinstance(shown, dict) else ()
    return [
        str(value)
        for key, value in named
        if "comment" not in key.lower() and str(value).startswith("arn:")
    ]


def _settle(here: Here, gate: Gate, state: GateState, by: tuple[str, ...], why: str) -> bool:
    """Write the outcome, once; False if somebody else wrote one since the gate was looked at."""
    if gate.state != GateState.OPEN:
        return True
    values = {"state": state, "by": list(by), "reason": why, "decided_at": now()}
    key = gate_key(here.run, gate.gate, gate.attempt)
    if not here.table.write(update(key, values, equals("state", GateState.OPEN))):
        return False
    record(here, f"gate/{gate.gate}/{gate.attempt}", f"gate {gate.gate}: {why}", who=", ".join(by))
    if any(name.startswith(BREAK_GLASS) for name in by):
        tell(here, "break-glass used", gate=gate.gate, by=list(by))
        call_people(
            here, f"Break-glass: gate {gate.gate}", f"Gate {gate.gate} of run {here.run}: {why}"
        )
    return True


def _go_on(here: Here, gate: str) -> None:
    if gate == RUN_GATE:
        return
    values = {"state": WaveState.PREPARING, "since": now()}
    mine = equals("owner", here.execution)
    waiting = equals("state", WaveState.APPROVING)
    here.table.write(update(wave_key(here.run, gate), values, mine, waiting))


def _not_opened(here: Here, gate: str, state: GateState, why: str) -> None:
    values = {"state": str(state), "since": now(), "ended_at": now()}
    if gate == RUN_GATE:
        before = one_of("state", AT_RUN_GATE)
        mine = equals("execution", here.execution)
        key = run_key(here.run)
        if here.table.write(update(key, {**values, "verdict": why}, before, mine)):
            tell(here, "run changed", state=str(state), verdict=why)
            call_people(here, f"Not approved: run {here.run}", f"Run {here.run}: {why}")
        return
    owner = equals("owner", here.execution)
    write = update(wave_key(here.run, gate), {**values, "reason": why}, owner, remove=("owner",))
    if here.table.write(write):
        ask_for_decision(here, load_run(here), load_wave(here))
