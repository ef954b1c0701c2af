"""Wave document, last step: write down how the wave ended. Only this step decides its status."""

from typing import Any

from muster.engine.items import Run, Wave
from muster.engine.keys import wave_key
from muster.engine.schedule import is_asking
from muster.engine.states import RunState, WaveState
from muster.engine.verdict import duration
from muster.engine.writes import equals, update
from ssm_documents.scripts.lib.deciding import ask_for_decision
from ssm_documents.scripts.lib.failures import first_failure
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
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
    "events:PutEvents",
    "sns:Publish",
    "ssm:DescribeAutomationStepExecutions",
)


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give the wave's `State`; raises, so that the execution fails, if the wave did not succeed."""
    here = open_here(events)
    run, wave = load_run(here), load_wave(here)
    if wave.owner == here.execution:
        state, reason = _ending(here, run)
        _write(here, wave, state, reason)
        wave = load_wave(here)
        _announce(here, run, wave)
    if wave.state in (WaveState.SUCCEEDED, WaveState.PENDING, WaveState.STARTING):
        return {"State": str(wave.state)}
    raise RefusedError(f"wave {here.wave} is {wave.state}: {wave.reason}")


def _ending(here: Here, run: Run) -> tuple[WaveState, str]:
    if here.events["outcome"] == "succeeded":
        return WaveState.SUCCEEDED, ""
    if run.state == RunState.CANCELLING:
        return WaveState.CANCELLED, "the run was cancelled"
    if run.abort:
        return WaveState.CANCELLED, run.abort
    return WaveState.FAILED, first_failure(here) or "the wave did not reach its end"


def _write(here: Here, wave: Wave, state: WaveState, reason: str) -> None:
    values = {"state": state, "reason": reason, "since": now(), "ended_at": now(), "waits_for": ""}
    mine = equals("owner", here.execution)
    gone = ("owner",)
    here.table.write(update(wave_key(here.run, here.wave), values, mine, remove=gone))
    took = duration(now() - (wave.started_at or now()))
    fact = f"wave/{here.wave}/{wave.attempt}/{state}"
    record(here, fact, f"wave {here.wave} {state} after {took}" + (f": {reason}" if reason else ""))


def _announce(here: Here, run: Run, wave: Wave) -> None:
    tell(here, "wave changed", state=str(wave.state), attempt=wave.attempt)
    if is_asking(wave) and wave.spec.get("then") == "ask":
        ask_for_decision(here, run, wave)
