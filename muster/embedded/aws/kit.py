"""What a model-driven service of the embedded AWS is made of: call, answer, error, handler.

The front parses and validates a request against the botocore model, makes a `Call` of it, looks the
handler up in the service's table and serialises what comes back. A handler knows nothing of HTTP.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Principal:
    """Who calls: `arn` as STS GetCallerIdentity gives it.

    For example `arn:aws:sts::123456789012:assumed-role/muster-automation/session`.
    """

    arn: str
    account: str


@dataclass(frozen=True)
class Call:
    """One validated API request: `params` as boto3 spells them, timestamps as datetimes."""

    service: str
    operation: str
    params: Mapping[str, Any]
    principal: Principal
    account: str
    region: str
    request_id: str


class AwsError(Exception):
    """A modelled AWS error: `code` names an exception of the model, `members` fill its shape."""

    def __init__(self, code: str, message: str, **members: Any) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.members = members


class AnswerLost(Exception):  # noqa: N818 - what happened, not what is wrong
    """A call took effect, but its caller is to see a closed connection instead of the answer."""


class Killed(BaseException):
    """Raised inside the code of an automation execution that a fault script has killed.

    Like a crash of the host it is no `Exception`: no handler of a script may swallow it.
    """


class NotOurs(Exception):  # noqa: N818 - what is so, not what is wrong
    """Raised by a handler of a service whose rest is moto's: this one call is moto's, too."""


Handler = Callable[[Call], Mapping[str, Any]]


@dataclass(frozen=True)
class Service:
    """A service of ours: its botocore name and a handler for every operation that it answers.

    An operation of the model without a handler goes to moto if `rest_to_moto`, else answers
    `NotImplementedException`. Handlers of the operations in `sometimes` may raise `NotOurs`. With
    `plain_json` handlers get and give the JSON of the wire, the answer unchecked: for a service of
    a JSON protocol whose payload is its callers' own data.
    """

    name: str
    handlers: Mapping[str, Handler]
    rest_to_moto: bool = False
    sometimes: frozenset[str] = frozenset()
    plain_json: bool = False
