"""A call as the front gets it: a signed request, or parameters that came the short way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from muster.embedded.aws import parsing
from muster.embedded.aws.journal import Entry
from muster.embedded.aws.kit import Call, Principal, Service
from muster.embedded.aws.wire import Wire


@dataclass(frozen=True)
class Incoming:
    """A signed request, with what its credential scope and its model tell."""

    wire: Wire
    region: str
    service: str
    operation: str
    uri: Mapping[str, Any]

    def entry(self, now: float, principal: Principal) -> Entry:
        """The request as the journal has it."""
        return Entry(
            at=now,
            principal=principal,
            region=self.region,
            service=self.service,
            operation=self.operation,
            read=self.params,
        )

    def params(self) -> Mapping[str, Any]:
        """The parameters as boto3 spells them."""
        return parsing.parse(self.service, self.operation, self.uri, self.wire)


@dataclass(frozen=True)
class Unsent:
    """A call of the short way: its parameters are right, and nobody else holds them."""

    service: Service
    operation: str
    region: str
    principal: Principal
    params: Mapping[str, Any]

    def entry(self, now: float) -> Entry:
        """The call as the journal has it."""
        return Entry(
            at=now,
            principal=self.principal,
            region=self.region,
            service=self.service.name,
            operation=self.operation,
            read=lambda: self.params,
        )

    def handled(self, request_id: str) -> Mapping[str, Any]:
        """What the handler gives."""
        call = Call(
            service=self.service.name,
            operation=self.operation,
            params=self.params,
            principal=self.principal,
            account=self.principal.account,
            region=self.region,
            request_id=request_id,
        )
        return self.service.handlers[self.operation](call)
