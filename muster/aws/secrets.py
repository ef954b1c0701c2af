"""What the Slack app is known by, as Secrets Manager keeps it."""

import json
from collections.abc import Mapping
from typing import Any

from muster.aws.connection import Connection
from muster.service.errors import MusterError

ACTIONS = ("secretsmanager:GetSecretValue",)


class AwsSecrets:
    """Secrets of one account and Region; each is a JSON object."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read(self, name: str) -> Mapping[str, Any]:
        """The members of a secret. Raises `MusterError`; its value is in no message."""
        about = f"secret `{name}`"
        answer = self._connection.call(
            "secretsmanager", "get_secret_value", about=about, SecretId=name
        )
        try:
            found = json.loads(answer["SecretString"])
        except (KeyError, ValueError):
            found = None
        if not isinstance(found, dict):
            raise MusterError(f"{about} is no JSON object", "write it as the how-to says")
        return found
