"""aws:executeAwsApi: call any AWS API (User Guide, "aws:executeAwsApi")."""

from muster.embedded.aws.automation.actions.action import Action, Outcome, StepRun, text_of
from muster.embedded.aws.automation.actions.api import call

_OWN = frozenset({"Service", "Api"})


def run(step: StepRun) -> Outcome:
    """Call `Api` of `Service` with every other input, spelled as boto3 spells it."""
    arguments = {name: value for name, value in step.inputs.items() if name not in _OWN}
    answer = call(step, text_of(step.inputs, "Service"), text_of(step.inputs, "Api"), arguments)
    return Outcome(answer=answer)


ACTION = Action(name="aws:executeAwsApi", run=run, required=_OWN, optional=None)
