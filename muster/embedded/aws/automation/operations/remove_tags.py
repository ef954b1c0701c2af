"""RemoveTagsFromResource (API reference, same name), for executions."""

from typing import Any

from muster.embedded.aws.automation.automation import Automation
from muster.embedded.aws.automation.tagging import execution_named
from muster.embedded.aws.kit import Call


def handle(automation: Automation, call: Call) -> dict[str, Any]:
    """Remove tags by their keys; one that is not there is no mistake."""
    execution = execution_named(automation, call)
    gone = frozenset(call.params["TagKeys"])
    execution.tags = {key: value for key, value in execution.tags.items() if key not in gone}
    return {}
