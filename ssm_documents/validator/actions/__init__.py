"""The automation actions as data: what each takes and what it gives.

Source: the action pages of the user guide (`automation-action-<name>`).
"""

from collections.abc import Mapping

from ssm_documents.validator.actions import calls, control, gates, resources
from ssm_documents.validator.actions.action import Action, Input

__all__ = ["ACTIONS", "API_ACTIONS", "EVERY_OUTPUT", "GATES", "Action", "Input"]

ACTIONS: Mapping[str, Action] = {
    **gates.ACTIONS,
    **control.ACTIONS,
    **calls.ACTIONS,
    **resources.ACTIONS,
}
API_ACTIONS = (
    "aws:executeAwsApi",
    "aws:waitForAwsResourceProperty",
    "aws:assertAwsResourceProperty",
)
GATES = ("aws:approve", "aws:pause")
EVERY_OUTPUT = "OutputPayload"
"""An output that steps have besides the documented ones."""
