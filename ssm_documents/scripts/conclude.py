"""Entry document, last step: the verdict. Truthful: Success means that every wave is done.

The driver has written it already, unless it ended early, or the run was cancelled.
"""

from collections.abc import Sequence
from typing import Any

from muster.engine.items import FIRST_EPOCH, Run, Wave
from muster.engine.keys import run_key, wave_key
from muster.engine.limits import CLOCK_MARGIN
from muster.engine.states import RUN_TERMINAL, WAVE_ACTIVE, RunState, WaveState
from muster.engine.verdict import final_state, summary
from muster.engine.writes import below, equals, update
from ssm_documents.scripts.lib.asking import AT_RUN_GATE
from ssm_documents.scripts.lib.closing import give_locks_back, was_retried, write_end
from ssm_documents.scripts.lib.failures import first_failure
from ssm_documents.scripts.lib.here import (
    Here,
    RefusedError,
    load_run,
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
UNLED = "its driver ended; restart the run"
FOLLOWER = "another execution drives it"


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give the run's `State` and `Verdict`; raises if the run did not succeed."""
    here = open_here(events)
    run = load_run(here)
    if run.state not in RUN_TERMINAL | {RunState.STALLED}:
        _end(here, run, load_waves(here))
        run = load_run(here)
    if run.state in RUN_TERMINAL:
        give_locks_back(here, run)
    if run.state != RunState.SUCCEEDED:
        raise RefusedError(f"run {run.run} is {run.state}: {run.verdict or FOLLOWER}")
    return {"State": str(run.state), "Verdict": run.verdict}


def _end(here: Here, run: Run, waves: Sequence[Wave]) -> None:
    """Write the end of a run that is at its end; a run that is not goes on without us."""
    at_work = any(wave.state in WAVE_ACTIVE for wave in waves)
    if run.state in UNDER_WAY or was_retried(run, waves):
        _stall(here, run)
    elif run.state in AT_RUN_GATE:
        _end_before_it_ran(here, run, waves)
    elif run.state == RunState.CONCLUDING or not at_work:  # a cancel is never undone
        write_end(here, run, final_state(run, waves), summary(run, waves, now()))


def _end_before_it_ran(here: Here, run: Run, waves: Sequence[Wave]) -> None:
    """What forbade the run ends it; what forbade a restart leaves it to the next one."""
    if run.execution != here.execution:
        return
    state = RunState.FAILED
    if run.epoch != FIRST_EPOCH:
        state = RunState.CANCELLED
        _cancel_waves(here, waves)
    write_end(here, run, state, first_failure(here) or "stopped before it began")


def _cancel_waves(here: Here, waves: Sequence[Wave]) -> None:
    """Waves that the refused restart had made pending are over again, as they were."""
    values = {"state": WaveState.CANCELLED, "since": now(), "ended_at": now()}
    for wave in waves:
        key = wave_key(here.run, wave.wave)
        here.table.write(update(key, values, equals("state", WaveState.PENDING)))


def _stall(here: Here, run: Run) -> None:
    """The loops are used up, or a step fell, and nobody else drives: it waits for a restart."""
    failed = first_failure(here)
    why = f"its driver ended ({failed}); restart the run" if failed else UNLED
    values = {"state": RunState.STALLED, "verdict": why, "since": now(), "driver_until": 0}
    unled = equals("driver", here.execution)
    if run.driver != here.execution:
        unled = below("driver_until", now() - CLOCK_MARGIN)
    same = equals("state", run.state)
    if here.table.write(update(run_key(run.run), values, unled, same, remove=("driver",))):
        record(here, f"stalled/{here.execution}", f"stalled: {why}")
        tell(here, "run changed", state="stalled")
        call_people(here, f"Stalled: {run.plan}", f"Run {run.run} has no driver: {why}")
