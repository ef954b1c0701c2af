"""The two operations of AWS STS that must know our access keys; moto answers the rest."""

from datetime import UTC, datetime
from typing import Any

from muster.embedded.aws.kit import AwsError, Call, Service
from muster.embedded.aws.principals import SECRET, Principals, user_id

# Clients renew credentials by the wall clock, so the end must lie far behind it, whatever the
# virtual date is.
EXPIRATION = datetime(2100, 1, 1, tzinfo=UTC)


def service(principals: Principals) -> Service:
    """AssumeRole and GetCallerIdentity (AWS STS API Reference); no trust policy is read."""
    return Service(
        name="sts",
        handlers={
            "AssumeRole": lambda call: _assume_role(principals, call),
            "GetCallerIdentity": _get_caller_identity,
        },
        rest_to_moto=True,
    )


def _assume_role(principals: Principals, call: Call) -> dict[str, Any]:
    session = call.params["RoleSessionName"]
    try:
        arn, key = principals.assume(call.params["RoleArn"], session)
    except ValueError as error:
        raise AwsError("ValidationError", str(error)) from error
    principal = principals.by_key(key)
    assert principal is not None  # noqa: S101 - assume() has just made it known
    return {
        "Credentials": {
            "AccessKeyId": key,
            "SecretAccessKey": SECRET,
            "SessionToken": f"embedded-session-of-{key}",
            "Expiration": EXPIRATION,
        },
        "AssumedRoleUser": {"AssumedRoleId": user_id(principal), "Arn": arn},
    }


def _get_caller_identity(call: Call) -> dict[str, Any]:
    principal = call.principal
    return {"UserId": user_id(principal), "Account": principal.account, "Arn": principal.arn}
