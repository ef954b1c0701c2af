"""ListTagsForResource (API reference, same name), for executions."""

from typing import Any

from muster.embedded.aws.automation.automation import Automation
from muster.embedded.aws.automation.tagging import execution_named
from muster.embedded.aws.kit import Call


def handle(automation: Automation, call: Call) -> dict[str, Any]:
    """The tags."""
    tags = execution_named(automation, call).tags
    return {"TagList": [{"Key": key, "Value": value} for key, value in tags.items()]}
