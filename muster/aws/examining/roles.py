"""Roles as the doctor sees them (IAM API, GetRole)."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from muster.aws.connection import Connection
from muster.aws.errors import code_of
from muster.service.errors import AwsError

ACTIONS = ("iam:GetRole",)
NOT_THERE = frozenset({"NoSuchEntity", "NoSuchEntityException"})


class IamRoles:
    """A `Roles`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def trusted_by(self, name: str) -> frozenset[str] | None:
        """The service principals that may become the role; None: no such role."""
        try:
            answer = self._connection.call("iam", "get_role", about=f"role `{name}`", RoleName=name)
        except AwsError as error:
            if code_of(error) not in NOT_THERE:
                raise
            return None
        return frozenset(_services(answer["Role"].get("AssumeRolePolicyDocument") or {}))


def _services(document: Any) -> Iterator[str]:
    policy: Mapping[str, Any] = json.loads(document) if isinstance(document, str) else document
    statements = policy.get("Statement") or ()
    for statement in [statements] if isinstance(statements, dict) else statements:
        named = (statement.get("Principal") or {}).get("Service") or ()
        if statement.get("Effect") == "Allow":
            yield from [named] if isinstance(named, str) else named
