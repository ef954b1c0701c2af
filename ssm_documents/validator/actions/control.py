"""Actions that steer the automation itself."""

from collections.abc import Mapping

from ssm_documents.validator.actions.action import Action

ACTIONS: Mapping[str, Action] = {
    "aws:branch": Action("automation-action-branch", ("Choices* list", "Default text")),
    "aws:loop": Action(
        "automation-action-loop",
        (
            "Steps* list",
            "Iterators list",
            "IteratorDataType text Boolean|Integer|String|StringMap",
            "LoopCondition map",
            "MaxIterations number",
        ),
        ("CurrentIteration", "CurrentIteratorValue"),
    ),
    "aws:updateVariable": Action("automation-action-update-variable", ("Name* text", "Value! any")),
}
