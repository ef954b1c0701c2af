"""aws:updateVariable (User Guide, "aws:updateVariable"): give a variable a new value."""

from muster.embedded.aws.automation.actions.action import Action, Outcome, StepRun, text_of
from muster.embedded.aws.automation.failures import StepFailed
from muster.embedded.aws.automation.types import fits


def run(step: StepRun) -> Outcome:
    """Set it. `StepFailed` for an unknown variable or a value of another type."""
    name = text_of(step.inputs, "Name").removeprefix("variable:")
    declared = step.execution.document.variables.get(name)
    if declared is None:
        raise StepFailed(f"the document has no variable `{name}`", stage="InputValidation")
    value, kind = step.inputs["Value"], str(declared.get("type", "String"))
    if not fits(value, kind):
        raise StepFailed(
            f"variable `{name}` is a {kind}; {value!r} is none", stage="InputValidation"
        )
    step.execution.variables[name] = value
    return Outcome()


ACTION = Action(name="aws:updateVariable", run=run, required=frozenset({"Name", "Value"}))
