"""aws:branch (User Guide, "aws:branch"): go where the first true choice says."""

from muster.embedded.aws.automation.actions.action import Action, Outcome, StepRun, list_of
from muster.embedded.aws.automation.conditions import holds


def run(step: StepRun) -> Outcome:
    """The first choice that holds, else `Default`, else the step that comes next anyway."""
    for choice in list_of(step.inputs, "Choices"):
        if holds(choice):
            return Outcome(next_step=choice["NextStep"])
    return Outcome(next_step=step.inputs.get("Default"))


ACTION = Action(
    name="aws:branch", run=run, required=frozenset({"Choices"}), optional=frozenset({"Default"})
)
