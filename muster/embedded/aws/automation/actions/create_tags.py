"""aws:createTags (User Guide, "aws:createTags"): tag EC2 instances or managed instances."""

from collections.abc import Mapping

from muster.embedded.aws.automation.actions.action import (
    Action,
    Outcome,
    StepRun,
    list_of,
    text_of,
)
from muster.embedded.aws.automation.actions.api import call
from muster.embedded.aws.automation.failures import StepFailed

_SSM_TYPES: Mapping[str, str] = {
    "MaintenanceWindow": "MaintenanceWindow",
    "ManagedInstance": "ManagedInstance",
    "Parameter": "Parameter",
}


def run(step: StepRun) -> Outcome:
    """Add the tags to every resource."""
    kind = text_of(step.inputs, "ResourceType", "EC2")
    resources, tags = list_of(step.inputs, "ResourceIds"), list_of(step.inputs, "Tags")
    if kind == "EC2":
        call(step, "ec2", "CreateTags", {"Resources": resources, "Tags": tags})
    elif kind in _SSM_TYPES:
        for resource in resources:
            arguments = {"ResourceType": _SSM_TYPES[kind], "ResourceId": resource, "Tags": tags}
            call(step, "ssm", "AddTagsToResource", arguments)
    else:
        raise StepFailed(f"ResourceType {kind} is unknown", stage="InputValidation")
    return Outcome()


ACTION = Action(
    name="aws:createTags",
    run=run,
    required=frozenset({"ResourceIds", "Tags"}),
    optional=frozenset({"ResourceType"}),
)
