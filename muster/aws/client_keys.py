"""The keys that a client of boto3 is made with: for code of the runbooks that is run from here."""

from boto3.session import Session
from botocore.exceptions import BotoCoreError

from muster.aws.errors import translated


def keys_of(session: Session, endpoint: str = "") -> dict[str, str]:
    """What a client of boto3 is made with to act as the session. Raises `AwsError` without keys."""
    try:
        found = session.get_credentials()
        keys = found.get_frozen_credentials() if found else None
    except BotoCoreError as error:
        raise translated(error, "session", "open", "", str(session.region_name or "")) from error
    given = {
        "aws_access_key_id": keys.access_key if keys else "",
        "aws_secret_access_key": keys.secret_key if keys else "",
        "aws_session_token": (keys.token or "") if keys else "",
        "endpoint_url": endpoint,
    }
    return {name: value for name, value in given.items() if value}
