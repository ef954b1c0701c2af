"""The errors that DRS models, each made in one place.

HTTP statuses belong to the model (`ServiceQuotaExceededException` is 402, not 429). `code`,
`resourceId` and `resourceType` are members of the not-found, conflict and quota shapes alike.
"""

from muster.embedded.aws.kit import AwsError

BUSY = (
    "One or more of the Source Servers included in API call are currently being processed by a Job"
)


def not_found(resource_type: str, resource_id: str) -> AwsError:
    """404: no such resource in this account and Region. The wording is ours (unverified)."""
    return AwsError(
        "ResourceNotFoundException",
        f"{resource_type} {resource_id} does not exist in this account and Region.",
        resourceType=resource_type,
        resourceId=resource_id,
    )


def conflict(message: str, resource_type: str, resource_id: str) -> AwsError:
    """409: the resource is in a state that does not allow the call."""
    return AwsError(
        "ConflictException", message, resourceType=resource_type, resourceId=resource_id
    )


def busy(resource_type: str, resource_id: str) -> AwsError:
    """409: a job in progress holds a server of the call, in the sentence that users report."""
    return conflict(BUSY, resource_type, resource_id)


def over_quota(message: str, quota_code: str) -> AwsError:
    """402: a quota of the account and Region, by its Service Quotas code."""
    return AwsError(
        "ServiceQuotaExceededException", message, quotaCode=quota_code, serviceCode="drs"
    )


def invalid(message: str, field: str) -> AwsError:
    """400: an input that the botocore model alone cannot refuse."""
    return AwsError(
        "ValidationException",
        message,
        reason="fieldValidationFailed",
        fieldList=[{"name": field, "message": message}],
    )


def uninitialized() -> AwsError:
    """400: nobody has set DRS up in this account and Region (no sign of an outage)."""
    return AwsError(
        "UninitializedAccountException",
        "Account not initialized. Call InitializeService, or set up DRS in the console, first.",
    )
