"""aws:assertAwsResourceProperty (User Guide, same name): ask once, fail on anything else."""

from muster.embedded.aws.automation.actions.action import Action, Outcome, StepRun
from muster.embedded.aws.automation.actions.wait_for_aws_resource_property import (
    OWN,
    asked,
    is_desired,
)
from muster.embedded.aws.automation.failures import StepFailed
from muster.embedded.aws.automation.selectors import MISSING


def run(step: StepRun) -> Outcome:
    """Ask once and compare."""
    answer, found = asked(step)
    if not is_desired(step, found):
        shown = "nothing" if found is MISSING else repr(found)
        wanted, selector = step.inputs["DesiredValues"], step.inputs["PropertySelector"]
        raise StepFailed(f"{selector} found {shown}, not one of {wanted}", kind="Assertion")
    return Outcome(answer=answer)


ACTION = Action(name="aws:assertAwsResourceProperty", run=run, required=OWN, optional=None)
