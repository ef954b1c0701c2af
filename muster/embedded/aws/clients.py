"""boto3 clients of this process, each signed in as a principal, all behind the hook."""

from typing import Any

import boto3
from botocore.config import Config

from muster.embedded.aws import hook
from muster.embedded.aws.principals import SECRET, Principals

ONE_ATTEMPT = Config(
    retries={"total_max_attempts": 1, "mode": "standard"},
    user_agent="muster-embedded",  # botocore would compose its own anew for every call
)


class Clients:
    """Makes sessions, and clients once each; what botocore read of a service is shared by all."""

    def __init__(self, answer: hook.Front, principals: Principals, region: str) -> None:
        self._answer = answer
        self._principals = principals
        self._made: dict[tuple[str, str, str], Any] = {}
        root = f"arn:aws:iam::{principals.account}:root"
        self._session = self.session(root, region)

    def session(self, principal: str, region: str) -> boto3.Session:
        """A boto3 session signed in as the ARN `principal`; it cannot reach AWS."""
        return hook.session(
            self._answer,
            access_key=self._principals.key_for(principal),
            secret=SECRET,
            region=region,
        )

    def client(self, service: str, principal: str, region: str) -> Any:
        """A client that makes one attempt a call; asked again, the same one."""
        key = (service, principal, region)
        if key not in self._made:
            self._made[key] = self._session.client(
                service,
                region_name=region,
                aws_access_key_id=self._principals.key_for(principal),
                aws_secret_access_key=SECRET,
                config=ONE_ATTEMPT,
            )
        return self._made[key]
