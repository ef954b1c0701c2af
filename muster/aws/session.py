"""A boto3 session for a place."""

import os

import botocore.session
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
    core = botocore.session.Session(session_vars=_NOBODYS_FILES) if place.access_key else None
    try:
        return Session(botocore_session=core, **given)
    except BotoCoreError as error:
        raise translated(error, "session", "open", "", place.region) from error


_NOBODYS_FILES = {  # name: (key in the file, environment variable, value, conversion)
    "profile": (None, None, None, None),
    "config_file": (None, None, os.devnull, None),
    "credentials_file": (None, None, os.devnull, None),
}
"""A place with a key of its own looks at no profile of the user's, which may not even exist."""
