"""Wave document, last step: write down how the wave ended, and give the execution its status.

The script that saw the last server launched, or healthy, may have written the end already.
"""

from typing import Any

from muster.engine.items import Run, Wave
from muster.engine.keys import gate_key
from muster.engine.schedule import is_asking
from muster.engine.states import WAVE_ACTIVE, RunState, WaveState
from ssm_documents.scripts.lib.asking import is_decided
from ssm_documents.scripts.lib.deciding import ask_for_decision
from ssm_documents.scripts.lib.ending import end_wave, without_result
from ssm_documents.scripts.lib.failures import first_failure
from ssm_documents.scripts.lib.here import (
    Here,
    RefusedError,
    load_run,
    load_wave,
    open_here,
)
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
GOING_ON = WAVE_ACTIVE | {WaveState.PENDING, WaveState.STARTING}


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give the wave's `State`; raises, so that the execution fails, if the wave did not succeed."""
    here = open_here(events)
    run, wave = load_run(here), load_wave(here)
    if wave.owner == here.execution:
        state, reason = _ending(here, run, wave)
        end_wave(here, wave, state, reason, {})
        wave = load_wave(here)
        _announce(here, run, wave)
    if wave.state == WaveState.SUCCEEDED or _was_given_back(here, wave):
        return {"State": str(wave.state)}
    raise RefusedError(f"wave {here.wave} is {wave.state}: {wave.reason}")


def _was_given_back(here: Here, wave: Wave) -> bool:
    """Whether another execution goes on with the same attempt, or will."""
    return wave.attempt == here.attempt and wave.state in GOING_ON


def _ending(here: Here, run: Run, wave: Wave) -> tuple[WaveState, str]:
    if here.events["outcome"] == "succeeded":
        unanswered = without_result(here, wave)
        return (WaveState.FAILED, unanswered) if unanswered else (WaveState.SUCCEEDED, "")
    if run.state == RunState.CANCELLING:
        return WaveState.CANCELLED, "the run was cancelled"
    if run.abort:
        return WaveState.CANCELLED, run.abort
    if wave.state == WaveState.APPROVING and _is_gate_decided(here):
        return WaveState.PENDING, "its gate is decided; a new execution goes on"
    return WaveState.FAILED, first_failure(here) or "the wave did not reach its end"


def _is_gate_decided(here: Here) -> bool:
    return is_decided(here.table.get(gate_key(here.run, here.wave, here.attempt)))


def _announce(here: Here, run: Run, wave: Wave) -> None:
    tell(here, "wave changed", state=str(wave.state), attempt=wave.attempt)
    if is_asking(wave) and wave.spec.get("then") == "ask":
        ask_for_decision(here, run, wave)
