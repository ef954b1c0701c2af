"""SendAutomationSignal (API reference, same name)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from muster.embedded.aws.automation.automation import Automation
from muster.embedded.aws.automation.run import Run
from muster.embedded.aws.automation.signals import InvalidSignalError
from muster.embedded.aws.kit import AwsError, Call

LONGEST_COMMENT = 512


def handle(automation: Automation, call: Call) -> dict[str, Any]:
    """Let a signal reach the gate where the execution waits."""
    run = automation.run_of(
        call.params["AutomationExecutionId"], account=call.account, region=call.region
    )
    signal = call.params["SignalType"]
    if signal not in SIGNALS:
        raise InvalidSignalError(f"The signal {signal} is not valid for an execution in mode Auto")
    SIGNALS[signal](run, call)
    return {}


def _decide(run: Run, call: Call) -> None:
    payload = call.params.get("Payload") or {}
    if any(len(text) > LONGEST_COMMENT for text in payload.get("Comment", ())):
        raise InvalidSignalError(f"Comment has more than {LONGEST_COMMENT} characters")
    if run.gate is None:
        raise InvalidSignalError("No step of this execution is waiting for an approval")
    run.gate.approve(call.principal, payload, call.params["SignalType"])


def _resume(run: Run, call: Call) -> None:
    payload: Mapping[str, Sequence[str]] = call.params.get("Payload") or {}
    names = payload.get("StepName", ())
    if len(names) != 1:
        raise InvalidSignalError("Resume needs the StepName in its payload")
    if all(step.name != names[0] for step in run.execution.document.steps):
        text = f"There is no step {names[0]} in this execution"
        raise AwsError("AutomationStepNotFoundException", text)
    if run.gate is None:
        raise InvalidSignalError(f"Step {names[0]} is not waiting to be resumed")
    run.gate.resume(names[0])


SIGNALS: Mapping[str, Callable[[Run, Call], None]] = {
    "Approve": _decide,
    "Reject": _decide,
    "Resume": _resume,
}
