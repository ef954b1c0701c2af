"""Actions that wait, for people or for the clock."""

from collections.abc import Mapping

from ssm_documents.validator.actions.action import Action

ACTIONS: Mapping[str, Action] = {
    "aws:approve": Action(
        "automation-action-approve",
        (
            "Approvers* list",
            "NotificationArn text",
            "Message text",
            "MinRequiredApprovals number",
        ),
        ("ApprovalStatus", "ApproverDecisions"),
    ),
    "aws:pause": Action("automation-action-pause", (), others="undocumented"),
    "aws:sleep": Action("automation-action-sleep", ("Duration text", "Timestamp text")),
}
