"""Who a call comes from: access keys that are known here, and the ARN behind each.

Signatures are not verified: whoever knows a key id is believed. The keys are constants or derived
from the ARN, carry no secret, and are worth nothing outside this process.
"""

import base64
import hashlib

from muster.embedded.aws.kit import Principal

SECRET = "embedded/this-is-not-a-secret-of-anybody"  # noqa: S105 - worth nothing, and says so
USERS = {"operator": "AKIAEMBEDDEDOPERATOR", "approver": "AKIAEMBEDDEDAPPROVER"}


class Principals:
    """Access keys and their ARNs. The users of `USERS` exist from the start, in the hub account."""

    def __init__(self, account: str) -> None:
        self.account = account
        self._known = {
            key: Principal(arn=f"arn:aws:iam::{account}:user/{name}", account=account)
            for name, key in USERS.items()
        }
        self._keys = {principal.arn: key for key, principal in self._known.items()}

    def by_key(self, access_key: str) -> Principal | None:
        """Who signs with this key; None if nobody does."""
        return self._known.get(access_key)

    def key_for(self, arn: str) -> str:
        """The access key of `arn`, made at the first call; `ValueError` if it is no principal."""
        if arn not in self._keys:
            principal = Principal(arn=arn, account=account_of(arn))
            key = _derived_key(arn)
            self._known[key] = principal
            self._keys[arn] = key
        return self._keys[arn]

    def named(self, arn: str) -> Principal:
        """The principal of that ARN; `ValueError` if it is none."""
        return self._known[self.key_for(arn)]

    def assume(self, role_arn: str, session: str) -> tuple[str, str]:
        """A session of a role: its ARN as STS gives it, and its access key.

        `ValueError` if `role_arn` names no role. Role and trust policy are not looked at.
        """
        resource = role_arn.split(":", 5)[-1]
        if not resource.startswith("role/"):
            raise ValueError(f"{role_arn} is no role")
        role = resource.rsplit("/", 1)[-1]
        arn = f"arn:aws:sts::{account_of(role_arn)}:assumed-role/{role}/{session}"
        return arn, self.key_for(arn)


def account_of(arn: str) -> str:
    """The account id inside an IAM or STS ARN; `ValueError` if there is none."""
    parts = arn.split(":", 5)
    well_formed = len(parts) == 6 and parts[0] == "arn" and parts[2] in ("iam", "sts")  # noqa: PLR2004 - the six parts of an ARN
    if not well_formed or not (parts[4].isdigit() and len(parts[4]) == 12):  # noqa: PLR2004 - the length of an account id
        raise ValueError(f"{arn!r} is no IAM or STS ARN with an account id")
    return parts[4]


def user_id(principal: Principal) -> str:
    """The `UserId` of GetCallerIdentity: a unique id, with the session's name behind a colon."""
    resource = principal.arn.split(":", 5)[-1].split("/")
    if resource[0] == "assumed-role":
        return f"AROA{_digest(resource[1])}:{resource[-1]}"
    return f"AIDA{_digest(principal.arn)}"


def _derived_key(arn: str) -> str:
    return f"ASIA{_digest(arn)}"


def _digest(text: str) -> str:
    return base64.b32encode(hashlib.sha256(text.encode()).digest()).decode()[:16]
