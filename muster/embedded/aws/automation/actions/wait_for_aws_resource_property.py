"""aws:waitForAwsResourceProperty (User Guide, same name): ask until a property is as desired."""

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
from muster.embedded.aws.automation.selectors import SelectorError, select

OWN = frozenset({"Service", "Api", "PropertySelector", "DesiredValues"})


def run(step: StepRun) -> Outcome:
    """Ask every `Settings.poll_seconds` (AWS documents no interval), until the time-out."""
    while True:
        answer, found = asked(step)
        if is_desired(step, found):
            return Outcome(answer=answer)
        step.run.sleep(step.run.automation.settings.poll_seconds)


def asked(step: StepRun) -> tuple[Any, Any]:
    """The answer of the API and what the selector finds in it. `StepFailed` if either is wrong."""
    arguments = {name: value for name, value in step.inputs.items() if name not in OWN}
    answer = call(step, text_of(step.inputs, "Service"), text_of(step.inputs, "Api"), arguments)
    try:
        return answer, select(text_of(step.inputs, "PropertySelector"), answer)
    except SelectorError as error:
        raise StepFailed(str(error), stage="InputValidation") from error


def is_desired(step: StepRun, found: Any) -> bool:
    """Whether `found` is one of the desired values; booleans and numbers may be written as text."""
    return any(
        found == value or (not isinstance(found, str) and str(found).lower() == str(value).lower())
        for value in list_of(step.inputs, "DesiredValues")
    )


ACTION = Action(
    name="aws:waitForAwsResourceProperty", run=run, required=OWN, optional=None, timeout=HOUR
)
