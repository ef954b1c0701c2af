"""aws:executeAutomation (User Guide, same name): run another runbook and wait for it."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.automation.actions.action import Action, Outcome, StepRun, text_of
from muster.embedded.aws.automation.actions.api import call
from muster.embedded.aws.automation.execution import Status
from muster.embedded.aws.automation.failures import Cancelled, OutOfTime, StepFailed, TimedOut
from muster.embedded.aws.automation.parameters import written
from muster.embedded.aws.automation.run import Run

NOT_MODELLED = frozenset(
    {
        "Targets",
        "TargetMaps",
        "TargetParameterName",
        "TargetLocations",
        "MaxConcurrency",
        "MaxErrors",
    }
)
_PASSED_ON = ("DocumentName", "DocumentVersion", "Tags", *sorted(NOT_MODELLED))


def run(step: StepRun) -> Outcome:
    """Start the child as this execution's principal and wait; if it fails, the step fails."""
    text_of(step.inputs, "DocumentName")
    child = _start(step)
    try:
        step.run.wait(child.ended)
    except (Cancelled, TimedOut, OutOfTime):
        if not child.execution.over:
            step.run.automation.stop(child, run_cancel_steps=True)
        raise
    execution = child.execution
    if execution.status is not Status.SUCCESS:
        text = f"Automation {execution.execution_id} ended {execution.status}"
        raise StepFailed(
            f"{text}. {execution.failure_message or ''}".strip(), kind="ChildExecution"
        )
    strings = [text for value in execution.outputs.values() for text in written(value)]
    return Outcome(
        {"ExecutionId": execution.execution_id, "Status": "Success", "Output": strings},
    )


def _start(step: StepRun) -> Run:
    automation, execution = step.run.automation, step.execution
    if execution.depth >= automation.settings.nesting:
        raise StepFailed(f"runbooks nest {automation.settings.nesting} levels deep, no deeper")
    token = automation.world.new_uuid()
    automation.parents[token] = execution
    answer = call(step, "ssm", "StartAutomationExecution", _request(step.inputs, token))
    step.record.response = str(answer["AutomationExecutionId"])
    return automation.run_of(
        answer["AutomationExecutionId"], account=execution.account, region=execution.region
    )


def _request(inputs: Mapping[str, Any], token: str) -> dict[str, Any]:
    request = {name: inputs[name] for name in _PASSED_ON if name in inputs}
    parameters = inputs.get("RuntimeParameters") or {}
    if parameters:
        request["Parameters"] = {name: written(value) for name, value in parameters.items()}
    return {**request, "ClientToken": token}


ACTION = Action(
    name="aws:executeAutomation",
    run=run,
    required=frozenset({"DocumentName"}),
    optional=frozenset({"DocumentVersion", "RuntimeParameters", "Tags"}) | NOT_MODELLED,
    outputs=frozenset({"ExecutionId", "Status", "Output"}),
)
