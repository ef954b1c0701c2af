"""Runs that wait at a gate, and faults that kill whoever is at work there."""

from stage import Stage

GATE = 'approval: {in: [drill], from: "@dr-approvers", count: 1, expires: 1h, requester: refuse}'
BOTH = GATE.replace("count: 1", "count: 2")
ONCALL = "arn:aws:sts::123456789012:assumed-role/payments-oncall/nora@example.com"


def died(document: str, step: str, moment: str, operation: str, nth: int = 1) -> str:
    where = f"document: {document}, step: {step}, moment: {moment}, nth: {nth}"
    return f"faults: [{{kill: {{{where}, operation: '{operation}'}}}}]"


def at_wave_gate(stage: Stage) -> str:
    run = stage.drill()
    stage.until_wave(run, "first", "approving")
    return run


def at_gate_of_the_run(stage: Stage, **asked: str) -> str:
    run = stage.drill(**asked)
    stage.until_run(run, "approving")
    return run


def cancelled_at_its_gate(stage: Stage, run: str) -> None:
    """The run has waited at a gate for ten seconds when it is cancelled."""
    stage.pass_time(10)
    stage.do("cancel", run)
    stage.until_run(run, "cancelled")


def questions(stage: Stage, run: str) -> int:
    return sum("approval asked" in text for text in stage.audit(run))
