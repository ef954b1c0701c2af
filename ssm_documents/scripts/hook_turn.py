"""Between native hook steps: record how the last one ended, say whether the next one runs."""

from collections.abc import Mapping
from typing import Any

from muster.engine.keys import hook_key
from muster.engine.writes import absent, one_of, put
from ssm_documents.scripts.lib.automation import steps_of
from ssm_documents.scripts.lib.here import Here, RefusedError, load_run, now, open_here, own_wave
from ssm_documents.scripts.lib.holding import give_back, stop_if_ending
from ssm_documents.scripts.lib.record import record

ACTIONS = (
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
    "ssm:DescribeAutomationStepExecutions",
)
NOT_DONE = (one_of("state", ("failed", "skipped")),)


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give `Run` (yes or no, for the next hook) and `Mode`; raises if a hook stops the wave."""
    here = open_here(events)
    run = load_run(here)
    own_wave(here)
    if events.get("previous"):
        _settle(here, str(events["previous"]), str(events["previous_step"]))
    following = str(events.get("next") or "")
    if not following or _is_done(here, following):
        return {"Run": "no", "Mode": run.mode}
    stop_if_ending(run)
    if run.mode not in events["next_modes"]:
        _write(here, following, "skipped", f"not in a {run.mode}")
        return {"Run": "no", "Mode": run.mode}
    if run.hold or run.abort:
        give_back(here)
    return {"Run": "yes", "Mode": run.mode}


def _is_done(here: Here, hook: str) -> bool:
    return here.table.get(hook_key(here.run, here.wave, hook)).get("state") == "done"


def _settle(here: Here, hook: str, step: str) -> None:
    found = steps_of(here.region, here.execution, StepName=step)
    if not found or found[0]["StepStatus"] == "Pending":
        return  # it was not this execution's turn to run it
    why = _why_failed(found[0])
    _write(here, hook, "failed" if why else "done", why or "done")
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


def _write(here: Here, hook: str, state: str, text: str) -> None:
    values = {"hook": hook, "wave": here.wave, "state": state, "text": text, "at": now()}
    key = hook_key(here.run, here.wave, hook)
    first = here.table.write(put(key, values, absent("pk")))
    if first or here.table.write(put(key, values, *NOT_DONE)):
        fact = f"hook/{here.wave}/{here.attempt}/{hook}/{state}"
        record(here, fact, f"hook {hook} of wave {here.wave}: {text}")
