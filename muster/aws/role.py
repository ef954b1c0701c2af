"""Another role's credentials: assumed when they are first needed, and again before they end."""

from collections.abc import Mapping

from boto3 import Session
from botocore.credentials import DeferredRefreshableCredentials
from botocore.session import get_session

from muster.aws.connection import Connection

ACTIONS = ("sts:AssumeRole",)
LASTS = 900
"""Seconds; STS allows no less (API, AssumeRole)."""


def session_as(connection: Connection, role_arn: str, name: str) -> Session:
    """A session of the role, in the connection's Region; `name` is what logs call it.

    Raises `AwsError` at the first call if the role cannot be assumed.
    """
    core = get_session()
    core.set_config_variable("region", connection.region)
    core._credentials = DeferredRefreshableCredentials(  # noqa: SLF001 - botocore has no public way to give a session credentials that refresh
        refresh_using=lambda: _assumed(connection, role_arn, name), method="assume-role"
    )
    return Session(botocore_session=core)


def _assumed(connection: Connection, role_arn: str, name: str) -> Mapping[str, str]:
    answer = connection.call(
        "sts",
        "assume_role",
        about=f"role `{role_arn}`",
        RoleArn=role_arn,
        RoleSessionName=name,
        DurationSeconds=LASTS,
    )
    found = answer["Credentials"]
    return {
        "access_key": found["AccessKeyId"],
        "secret_key": found["SecretAccessKey"],
        "token": found["SessionToken"],
        "expiry_time": found["Expiration"].isoformat(),
    }
