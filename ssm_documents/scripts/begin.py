"""Wave document, first step: claim the wave for this execution, or end without touching it."""

from typing import Any

from muster.engine.items import Run, Wave
from muster.engine.keys import wave_key
from muster.engine.states import RunState, WaveState
from muster.engine.writes import equals, free_or, one_of, update
from ssm_documents.scripts.lib.gone import launch_again_what_is_gone
from ssm_documents.scripts.lib.here import (
    Here,
    RefusedError,
    load_run,
    load_wave,
    now,
    open_here,
)
from ssm_documents.scripts.lib.record import record
from ssm_documents.scripts.lib.tell import tell

ACTIONS = (
    "drs:DescribeRecoveryInstances",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
    "ec2:DescribeInstances",
    "events:PutEvents",
    "sts:AssumeRole",
)
FIRST_ATTEMPT = 1
UNDER_WAY = frozenset({RunState.RUNNING, RunState.DECIDING, RunState.STALLED})
"""A run that lost its driver goes on with what it has started."""


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give the run's mode; raises if the wave is somebody else's or the run does not go on."""
    here = open_here(events)
    run, wave = load_run(here), load_wave(here)
    _check(here, run)
    _claim(here, wave)
    record(
        here, f"wave/{here.wave}/{here.attempt}", f"wave {here.wave} began, attempt {here.attempt}"
    )
    tell(here, "wave changed", state="preparing", attempt=here.attempt)
    if here.attempt > FIRST_ATTEMPT:
        launch_again_what_is_gone(here)
    return {"Mode": run.mode}


def _check(here: Here, run: Run) -> None:
    if run.hash != here.events["hash"]:
        raise RefusedError(
            f"run {run.run} is of plan version {run.hash[:12]}, this document is not"
        )
    if run.state not in UNDER_WAY or run.abort:
        raise RefusedError(f"run {run.run} is {run.state}: no wave begins")


def _claim(here: Here, wave: Wave) -> None:
    values = {
        "owner": here.execution,
        "execution": here.execution,
        "state": WaveState.PREPARING,
        "since": now(),
        "heartbeat": now(),
        "started_at": wave.started_at or now(),
    }
    write = update(
        wave_key(here.run, here.wave),
        values,
        free_or("owner", here.execution),
        equals("attempt", here.attempt),
        one_of("state", (WaveState.STARTING, WaveState.PREPARING)),
    )
    if not here.table.write(write):
        found = load_wave(here)
        raise RefusedError(
            f"wave {here.wave} is {found.state}, attempt {found.attempt}, owned by"
            f" {found.owner or 'nobody'}: this execution of attempt {here.attempt} is not needed"
        )
