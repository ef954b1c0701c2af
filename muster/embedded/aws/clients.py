"""boto3 clients of this process, each signed in as a principal, all behind the hook."""

import copy
import functools
from typing import Any

import boto3
from botocore.config import Config
from botocore.credentials import Credentials

from muster.embedded.aws import hook
from muster.embedded.aws.front import Front
from muster.embedded.aws.kit import Principal
from muster.embedded.aws.principals import SECRET, Principals
from muster.embedded.aws.short_way import ShortWay

ONE_ATTEMPT = Config(
    retries={"total_max_attempts": 1, "mode": "standard"},
    user_agent="muster-embedded",  # botocore would compose its own anew for every call
)


class Clients:
    """Makes sessions, and clients once each; what botocore read of a service all worlds share."""

    def __init__(self, front: Front, principals: Principals) -> None:
        self._front = front
        self._principals = principals
        self._made: dict[tuple[str, str, str], Any] = {}

    def session(self, principal: str, region: str) -> boto3.Session:
        """A boto3 session signed in as the ARN `principal`; it cannot reach AWS."""
        return hook.session(
            self._front.answer,
            access_key=self._principals.key_for(principal),
            secret=SECRET,
            region=region,
        )

    def client(self, service: str, principal: str, region: str) -> Any:
        """A client that makes one attempt a call; asked again, the same one."""
        key = (service, principal, region)
        if key not in self._made:
            self._made[key] = self._make(service, self._principals.named(principal), region)
        return self._made[key]

    def _make(self, service: str, principal: Principal, region: str) -> Any:
        """A copy of the one client of the service, for a principal of its own."""
        model = _model(service, region)
        client = object.__new__(type(model))
        client.__dict__.update(model.__dict__)
        client.meta = copy.copy(model.meta)
        client.meta.events = watched = Watched(client)
        key = self._principals.key_for(principal.arn)
        client._request_signer = _signer(model, key)
        short_way = ShortWay(client, self._front, principal, key, lambda: watched.touched)
        client._make_api_call = short_way
        return client


@functools.cache
def _model(service: str, region: str) -> Any:
    """The client that others are copied from: to make one from scratch takes ten milliseconds."""
    session = hook.shared_session(region)
    return session.client(service, region_name=region, config=ONE_ATTEMPT)


def _signer(model: Any, access_key: str) -> Any:
    signer = copy.copy(model._request_signer)  # noqa: SLF001 - clients have no other way to be copied
    signer._credentials = Credentials(access_key, SECRET)  # noqa: SLF001 - likewise
    return signer


class Watched:
    """The events of a copied client: those of its model until somebody hangs a handler on them."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._events = client.meta.events
        self.touched = False

    def __getattr__(self, name: str) -> Any:
        if name.startswith("register") and not self.touched:
            self._part()
        return getattr(self._events, name)

    def __copy__(self) -> Any:
        """A copy that nobody watches, of the same kind as before."""
        return copy.copy(self._events)

    def _part(self) -> None:
        """From now on the client has events of its own: no other is to hear what is hung here."""
        self.touched = True
        self._events = copy.copy(self._events)
        endpoint = copy.copy(self._client._endpoint)  # noqa: SLF001 - it asks events, too
        endpoint._event_emitter = self._events  # noqa: SLF001 - likewise
        self._client._endpoint = endpoint  # noqa: SLF001 - likewise
