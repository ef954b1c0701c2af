"""Entry document, last step: the verdict. Truthful: Success means that every wave is done."""

from typing import Any

from muster.engine.items import Run
from muster.engine.keys import run_key
from muster.engine.states import RUN_TERMINAL, WAVE_ACTIVE, RunState
from muster.engine.verdict import duration, final_state, recovery_point_age, summary
from muster.engine.writes import equals, update
from ssm_documents.scripts.lib.closing import give_locks_back
from ssm_documents.scripts.lib.failures import first_failure
from ssm_documents.scripts.lib.here import (
    Here,
    RefusedError,
    load_run,
    load_servers,
    load_waves,
    now,
    open_here,
)
from ssm_documents.scripts.lib.record import record
from ssm_documents.scripts.lib.tell import call_people, tell

ACTIONS = (
    "dynamodb:DeleteItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
    "events:PutEvents",
    "sns:Publish",
    "ssm:DescribeAutomationStepExecutions",
)
UNDER_WAY = frozenset({RunState.RUNNING, RunState.DECIDING})
NEVER_RAN = frozenset({RunState.REGISTERED, RunState.APPROVING})


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give the run's `State` and `Verdict`; raises if the run did not succeed."""
    here = open_here(events)
    run = load_run(here)
    if run.state not in RUN_TERMINAL | {RunState.STALLED}:
        _end(here, run)
        run = load_run(here)
    if run.state in RUN_TERMINAL:
        give_locks_back(here, run)
    if run.state != RunState.SUCCEEDED:
        raise RefusedError(f"run {run.run} is {run.state}: {run.verdict}")
    return {"State": str(run.state), "Verdict": run.verdict}


def _end(here: Here, run: Run) -> None:
    waves, servers = load_waves(here), load_servers(here)
    active = any(wave.state in WAVE_ACTIVE for wave in waves)
    if run.state in UNDER_WAY:
        _stall(here, run)
    if run.state in UNDER_WAY or (run.state == RunState.CANCELLING and active):
        return  # a driver has to bring it to its end; a cancel is never undone
    state = RunState.FAILED if run.state in NEVER_RAN else final_state(run, waves)
    told = (
        (first_failure(here) or "stopped before it began")
        if run.state in NEVER_RAN
        else summary(run, waves, now())
    )
    values = {
        "state": state,
        "verdict": told,
        "ended_at": now(),
        "since": now(),
        "hold": False,
        "achieved_rpo": recovery_point_age(run, servers),
        "achieved_rto": now() - run.requested_at,
    }
    if here.table.write(update(run_key(run.run), values, equals("state", run.state))):
        _announce(here, run, state, told)


def _stall(here: Here, run: Run) -> None:
    """The loops are used up, or a step fell, with the run under way: it waits for a restart."""
    why = "its driver ended; restart the run"
    values = {"state": RunState.STALLED, "verdict": why, "since": now()}
    mine = equals("driver", here.execution)
    if here.table.write(update(run_key(run.run), values, mine, equals("state", run.state))):
        record(here, f"stalled/{here.execution}", f"stalled: {first_failure(here) or why}")
        tell(here, "run changed", state="stalled")
        call_people(here, f"Stalled: {run.plan}", f"Run {run.run} has no driver: {why}")


def _announce(here: Here, run: Run, state: RunState, told: str) -> None:
    took = duration(now() - run.requested_at)
    record(here, f"ended/{run.epoch}", f"{run.mode} of {run.plan} {state} after {took}: {told}")
    tell(here, "run changed", state=str(state), verdict=told)
    text = f"Run {run.run}, {run.mode} of {run.plan}: {state}.\n{told}"
    call_people(here, f"{str(state).capitalize()}: {run.mode} of {run.plan}", text)
