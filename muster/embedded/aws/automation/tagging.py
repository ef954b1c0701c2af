"""Tags of executions (User Guide, "Tagging automations"); those of all else are moto's."""

from muster.embedded.aws.automation.automation import Automation
from muster.embedded.aws.automation.execution import Execution
from muster.embedded.aws.kit import AwsError, Call, NotOurs

MOST_TAGS = 5
"""API_AddTagsToResource: an automation has five tags at most."""


def execution_named(automation: Automation, call: Call) -> Execution:
    """The execution that a call about tags names.

    Raises `NotOurs` if it names something else, `AwsError` InvalidResourceId for an unknown one.
    """
    if call.params["ResourceType"] != "Automation":
        raise NotOurs
    name = call.params["ResourceId"]
    try:
        return automation.run_of(name, account=call.account, region=call.region).execution
    except AwsError as error:
        raise AwsError("InvalidResourceId", f"There is no automation {name}") from error
