"""Between native hook steps: record how the last one ended, say whether the next one runs."""

from collections.abc import Mapping
from typing import Any

from muster.engine.items import Run
from muster.engine.keys import hook_key
from muster.engine.names import hook_step
from muster.engine.writes import absent, one_of, put
from ssm_documents.scripts.lib.automation import steps_of
from ssm_documents.scripts.lib.here import Here, RefusedError, load_run, now, open_here, own_wave
from ssm_documents.scripts.lib.holding import give_back, stop_if_ending
from ssm_documents.scripts.lib.hook_servers import facts_for
from ssm_documents.scripts.lib.record import record

ACTIONS = (
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
    "ec2:DescribeInstances",
    "ssm:DescribeAutomationStepExecutions",
    "sts:AssumeRole",
)
EMPTY = ("InstanceIds", "PrivateIps", "SourceServerIds", "Servers")
NOT_DONE = (one_of("state", ("failed", "skipped", "started")),)
SAID = ("Output", "Payload")
"""Outputs of a step in which a hook speaks: of a runbook and a command, of a function."""
SHOWN = 1000


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give `Run` (yes or no, for the next hook), `Mode` and what the hook may know of servers.

    Raises `RefusedError` if a hook stops the wave.
    """
    here = open_here(events)
    run = load_run(here)
    wave = own_wave(here)
    if events.get("previous"):
        _settle(here, str(events["previous"]), str(events["previous_step"]))
    following = str(events.get("next") or "")
    runs = bool(following) and _is_its_turn(here, run, following)
    lists = str(events.get("next_lists") or "").split()
    known = facts_for(here, wave, following, lists) if runs else {key: [] for key in EMPTY}
    return {"Run": "yes" if runs else "no", "Mode": run.mode, **known}


def _is_its_turn(here: Here, run: Run, hook: str) -> bool:
    """Whether the hook is to run now; raises if the wave does not go on now."""
    before = here.table.get(hook_key(here.run, here.wave, hook))
    if before.get("state") == "done":
        return False
    stop_if_ending(run)
    if run.mode not in here.events["next_modes"].split():
        _write(here, hook, "skipped", f"not in a {run.mode}")
        return False
    if _has_succeeded(here, hook, before):
        _write(here, hook, "done", "done, by an execution that died after it")
        return False
    if run.abort:
        raise RefusedError(f"the run is aborted: {run.abort}")
    if run.hold:
        give_back(here)
    return _mark_started(here, hook)


def _has_succeeded(here: Here, hook: str, before: Mapping[str, Any]) -> bool:
    """Whether an earlier execution ran the hook to its end and died before that was recorded."""
    execution = str(before.get("execution") or "")
    if before.get("state") != "started" or execution in ("", here.execution):
        return False
    steps = steps_of(here.region, execution)
    mine = [step for step in steps if step["StepName"].startswith(hook_step(hook))]
    return any(step["StepStatus"] == "Success" and not _why_failed(step) for step in mine)


def _mark_started(here: Here, hook: str) -> bool:
    values = {
        "hook": hook,
        "wave": here.wave,
        "state": "started",
        "text": "started",
        "at": now(),
        "execution": here.execution,
    }
    key = hook_key(here.run, here.wave, hook)
    return here.table.write(put(key, values, absent("pk"))) or here.table.write(
        put(key, values, *NOT_DONE)
    )


def _settle(here: Here, hook: str, step: str) -> None:
    found = steps_of(here.region, here.execution, StepName=step)
    if not found or found[0]["StepStatus"] == "Pending":
        return  # it was not this execution's turn to run it
    why = _why_failed(found[0])
    state = "failed" if why else "done"
    _write(here, hook, state, why or "done", _output_of(found[0]))
    if why and here.events["previous_on_failure"] == "abort":
        raise RefusedError(f"hook {hook} failed: {why}")


def _why_failed(step: Mapping[str, Any]) -> str:
    """Empty if the hook did its work: a Lambda error shows in an output, not in the status."""
    outputs = step.get("Outputs") or {}
    error = "".join(outputs.get("FunctionError") or [])
    if error:
        return f"the function answered {error}: {''.join(outputs.get('Payload') or [])[:300]}"
    if step["StepStatus"] == "Success":
        return ""
    return str(step.get("FailureMessage") or step["StepStatus"])[:500]


def _output_of(step: Mapping[str, Any]) -> str:
    """What the hook said: the outputs of a runbook, the answer of a function, lines of servers."""
    outputs = step.get("Outputs") or {}
    said = [text for name in SAID for text in outputs.get(name) or []]
    return "\n".join(said)[:SHOWN]


def _write(here: Here, hook: str, state: str, text: str, output: str = "") -> None:
    values = {"hook": hook, "wave": here.wave, "state": state, "text": text, "at": now()}
    values |= {"output": output} if output else {}
    key = hook_key(here.run, here.wave, hook)
    first = here.table.write(put(key, values, absent("pk")))
    if first or here.table.write(put(key, values, *NOT_DONE)):
        fact = f"hook/{here.wave}/{here.attempt}/{hook}/{state}"
        record(here, fact, f"hook {hook} of wave {here.wave}: {text}")
