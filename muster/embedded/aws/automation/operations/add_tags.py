"""AddTagsToResource (API reference, same name), for executions."""

from typing import Any

from muster.embedded.aws.automation.automation import Automation
from muster.embedded.aws.automation.tagging import MOST_TAGS, execution_named
from muster.embedded.aws.kit import AwsError, Call


def handle(automation: Automation, call: Call) -> dict[str, Any]:
    """Add tags, or replace their values. `AwsError` TooManyTagsError beyond five."""
    execution = execution_named(automation, call)
    tags = execution.tags | {tag["Key"]: tag["Value"] for tag in call.params["Tags"]}
    if len(tags) > MOST_TAGS:
        raise AwsError("TooManyTagsError", f"An automation has {MOST_TAGS} tags at most")
    execution.tags = tags
    return {}
