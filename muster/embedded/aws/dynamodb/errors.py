"""DynamoDB's refusals."""

from typing import Any

from muster.embedded.aws.kit import AwsError

CONDITION_FAILED = "The conditional request failed"


def invalid(message: str) -> AwsError:
    """A `ValidationException`."""
    return AwsError("ValidationException", message)


def no_table() -> AwsError:
    """There is no such table."""
    return AwsError("ResourceNotFoundException", "Requested resource not found")


def condition_failed(item: dict[str, Any] | None = None) -> AwsError:
    """A condition did not hold; `item` is shown if the caller asked for it."""
    members = {"Item": item} if item else {}
    return AwsError("ConditionalCheckFailedException", CONDITION_FAILED, **members)
