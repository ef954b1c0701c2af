"""A boto3 session for a place."""

from boto3 import Session
from botocore.exceptions import BotoCoreError

from muster.aws.errors import translated
from muster.service.values import Place


def open_session(place: Place) -> Session:
    """A session with the place's profile, or with its own credentials. Raises `AwsError`."""
    given = {
        "profile_name": place.profile or None,
        "region_name": place.region or None,
        "aws_access_key_id": place.access_key or None,
        "aws_secret_access_key": place.secret or None,
    }
    try:
        return Session(**given)
    except BotoCoreError as error:
        raise translated(error, "session", "open", "", place.region) from error
