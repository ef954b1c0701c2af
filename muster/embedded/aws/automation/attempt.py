"""One attempt of a step: inputs resolved, the action run within its time, outputs taken."""

from typing import Any

from muster.embedded.aws.automation.actions.action import Action, Outcome, StepRun, Walk
from muster.embedded.aws.automation.actions.table import ACTIONS
from muster.embedded.aws.automation.execution import StepExecution
from muster.embedded.aws.automation.failures import StepFailed, TimedOut
from muster.embedded.aws.automation.outputs import step_outputs
from muster.embedded.aws.automation.references import UnresolvedError, resolved
from muster.embedded.aws.automation.run import Run


def attempt(run: Run, record: StepExecution, too_long: TimedOut, walk: Walk) -> Outcome:
    """Run the step once. Raises `StepFailed`, `too_long` after its time, any other interruption."""
    action = ACTIONS[record.step.action]
    run.sleep(run.automation.settings.step_seconds)
    _resolve(run, record, action)
    with run.deadline(record.timeout_seconds, too_long):
        outcome = action.run(StepRun(run, record, record.inputs, walk))
    record.outputs = step_outputs(record.step, outcome)
    return outcome


def _resolve(run: Run, record: StepExecution, action: Action) -> None:
    step = record.step
    try:
        record.inputs = {
            name: value if name in action.late else resolved(value, run.scope.lookup)
            for name, value in step.inputs.items()
        }
        record.max_attempts = _number(resolved(step.max_attempts, run.scope.lookup), "maxAttempts")
        record.timeout_seconds = _timeout(resolved(step.timeout_seconds, run.scope.lookup), action)
    except UnresolvedError as error:
        raise StepFailed(str(error), stage="InputValidation", kind="UnresolvedInput") from error


def _timeout(asked: Any, action: Action) -> float | None:
    seconds = action.timeout if asked is None else float(_number(asked, "timeoutSeconds"))
    if action.longest is None or seconds is None:
        return seconds
    return min(seconds, action.longest)


def _number(value: Any, what: str) -> int:
    if isinstance(value, bool) or not str(value).isdigit():
        raise StepFailed(f"{what} must be an Integer; it is {value!r}", stage="InputValidation")
    return int(value)
