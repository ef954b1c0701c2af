"""aws:changeInstanceState (User Guide, same name): start, stop, terminate, or wait for a state."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.automation.actions.action import (
    HOUR,
    Action,
    Outcome,
    StepRun,
    list_of,
    text_of,
)
from muster.embedded.aws.automation.actions.api import call
from muster.embedded.aws.automation.failures import StepFailed

_APIS: Mapping[str, str] = {
    "running": "StartInstances",
    "stopped": "StopInstances",
    "terminated": "TerminateInstances",
}


def run(step: StepRun) -> Outcome:
    """Change the state unless `CheckStateOnly`, then ask until every instance is in it."""
    wanted, instances = text_of(step.inputs, "DesiredState"), list_of(step.inputs, "InstanceIds")
    if wanted not in _APIS:
        raise StepFailed(f"DesiredState cannot be {wanted}", stage="InputValidation")
    if step.inputs.get("CheckStateOnly") is not True:
        force = (
            {"Force": step.inputs["Force"]}
            if wanted == "stopped" and "Force" in step.inputs
            else {}
        )
        call(step, "ec2", _APIS[wanted], {"InstanceIds": instances, **force})
    while not _all_in(step, instances, wanted):
        step.run.sleep(step.run.automation.settings.poll_seconds)
    return Outcome()


def _all_in(step: StepRun, instances: list[str], wanted: str) -> bool:
    arguments: dict[str, Any] = {"InstanceIds": instances, "IncludeAllInstances": True}
    found = call(step, "ec2", "DescribeInstanceStatus", arguments)["InstanceStatuses"]
    states = {status["InstanceId"]: status["InstanceState"]["Name"] for status in found}
    return all(states.get(instance) == wanted for instance in instances)


ACTION = Action(
    name="aws:changeInstanceState",
    run=run,
    required=frozenset({"InstanceIds", "DesiredState"}),
    optional=frozenset({"CheckStateOnly", "Force", "AdditionalInfo"}),
    timeout=HOUR,
)
