"""The one point that every call passes: who calls, what, may it, who answers.

A WSGI application. Ours are the operations of the registered services; the rest is moto's.
"""

import random
import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from email.utils import formatdate
from typing import Any

from werkzeug.http import HTTP_STATUS_CODES

from muster.embedded.aws import answers, parsing, refusals
from muster.embedded.aws.clock import Clock
from muster.embedded.aws.journal import Entry, Journal
from muster.embedded.aws.kit import AwsError, Call, NotOurs, Principal, Service
from muster.embedded.aws.models import service_of
from muster.embedded.aws.moto_side import Moto
from muster.embedded.aws.principals import Principals
from muster.embedded.aws.rewrites import REWRITES, wait_seconds, without_waiting
from muster.embedded.aws.wire import Answer, TooLargeError, Wire

Gate = Callable[[Entry], None]
"""Asked before (or after) a call is answered; raises `AwsError` to refuse it."""

_CODE_IN_BODY = re.compile(rb'(?:"__type":\s*"(?:[^"#]*#)?|<Code>)([A-Za-z.]+)')


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


class Front:
    """The WSGI callable.

    `before` is asked, in order, before every call, `after` when one has taken effect. Whoever paces
    the clock against the wall sets `catch_up` (called first, under the lock: let the clock show the
    present) and `pause` (let that much virtual time pass; None where no thread moves the clock).
    """

    def __init__(
        self,
        *,
        clock: Clock,
        lock: AbstractContextManager[Any],
        principals: Principals,
        journal: Journal,
        seed: str,
    ) -> None:
        self.before: list[Gate] = []
        self.after: list[Gate] = []
        self.catch_up: Callable[[], None] = _nothing
        self.pause: Callable[[float], None] | None = None
        self.moto = Moto()
        self._clock = clock
        self._lock = lock
        self._principals = principals
        self._journal = journal
        self._services: dict[str, Service] = {}
        self._requests = random.Random(seed)  # noqa: S311 - ids of a simulation

    def register(self, service: Service) -> None:
        """Let a service of ours answer its operations."""
        self._services[service.name] = service

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request (PEP 3333)."""
        answer = self.answer(environ)
        phrase = HTTP_STATUS_CODES.get(answer.status, "Unknown")
        start_response(f"{answer.status} {phrase}", list(answer.headers))
        return [answer.body]

    def answer(self, environ: dict[str, Any]) -> Answer:
        """Answer one request, under the world's lock."""
        try:
            wire = Wire(environ)
        except TooLargeError as error:
            return Answer(413, (("Content-Type", "text/plain"),), str(error).encode())
        with self._lock:
            self.catch_up()
            return _dated(self._identify(wire), self._clock.now())

    def _identify(self, wire: Wire) -> Answer:
        if wire.scope is None:
            return refusals.refuse("json", _UNSIGNED, self._request_id())
        service = service_of(wire.scope.service)
        incoming = Incoming(wire, wire.scope.region, service, *parsing.operation_of(service, wire))
        principal = self._principals.by_key(wire.scope.access_key)
        if principal is None:
            code = _UNKNOWN_KEY.get(service, "UnrecognizedClientException")
            error = AwsError(code, "The security token included in the request is invalid.")
            return self._refuse(incoming, error)
        return self._admit(incoming, principal)

    def _admit(self, incoming: Incoming, principal: Principal) -> Answer:
        entry = self._journal.open(incoming.entry(self._clock.now(), principal))
        code = "Killed"
        try:
            for gate in self.before:
                gate(entry)
            answer = self._perform(incoming, entry)
            code = _code_of(answer)
            for gate in self.after if code == "OK" else ():
                gate(entry)
        except AwsError as error:
            code = error.code
            return self._refuse(incoming, error)
        finally:
            self._journal.close(entry, code)
        return answer

    def _perform(self, incoming: Incoming, entry: Entry) -> Answer:
        ours = self._services.get(entry.service)
        if ours is not None and entry.operation in ours.handlers:
            with suppress(NotOurs):
                return self._handle(ours, incoming, entry)
        if ours is not None and not ours.rest_to_moto:
            raise AwsError("NotImplementedException", f"{entry.name} is not built here")
        rewrite = REWRITES.get(entry.name)
        if rewrite is not None:
            rewrite(incoming.wire)
        if entry.name == "sqs:ReceiveMessage":
            return self._receive(incoming.wire, entry)
        return self.moto.answer(incoming.wire, entry.principal.account)

    def _receive(self, wire: Wire, entry: Entry) -> Answer:
        until = self._clock.now() + wait_seconds(wire)
        without_waiting(wire)
        while True:
            answer = self.moto.answer(wire, entry.principal.account)
            if b"ReceiptHandle" in answer.body or self._clock.now() >= until:
                return answer
            if self._clock.in_task():
                self._clock.sleep(1.0)
            elif self.pause is not None:
                self.pause(1.0)
            else:
                return answer

    def _handle(self, ours: Service, incoming: Incoming, entry: Entry) -> Answer:
        service, operation = entry.service, entry.operation
        params = parsing.plain_json(incoming.wire) if ours.plain_json else entry.params
        parsing.check_input(service, operation, params)
        call = Call(
            service=service,
            operation=operation,
            params=params,
            principal=entry.principal,
            account=entry.principal.account,
            region=entry.region,
            request_id=self._request_id(),
        )
        result = ours.handlers[operation](call)
        if ours.plain_json:
            return answers.as_json(service, result, call.request_id)
        answers.check_output(service, operation, result)
        return answers.serialise(service, operation, incoming.wire, result, call.request_id)

    def _refuse(self, incoming: Incoming, error: AwsError) -> Answer:
        where = (incoming.service, incoming.operation, incoming.wire)
        return answers.refuse(*where, error, self._request_id())

    def _request_id(self) -> str:
        return str(uuid.UUID(int=self._requests.getrandbits(128), version=4))


def _nothing() -> None:
    """What catches up with a wall that nobody follows."""


def _code_of(answer: Answer) -> str:
    if answer.status < 400:  # noqa: PLR2004 - the first status of an error
        return "OK"
    found = _CODE_IN_BODY.search(answer.body)
    return found[1].decode() if found else str(answer.status)


_UNSIGNED = AwsError(
    "MissingAuthenticationTokenException",
    "the embedded AWS answers signed requests only; set AWS_ACCESS_KEY_ID and"
    " AWS_SECRET_ACCESS_KEY as printed when it started",
)

_UNKNOWN_KEY = {
    "ec2": "AuthFailure",
    "s3": "InvalidAccessKeyId",
    **dict.fromkeys(("sts", "sns", "iam", "cloudformation"), "InvalidClientTokenId"),
}


def _dated(answer: Answer, now: float) -> Answer:
    """The answer with the world's time as its `Date`: clients take the present from there."""
    others = tuple(header for header in answer.headers if header[0].lower() != "date")
    return replace(answer, headers=(("Date", formatdate(now, usegmt=True)), *others))
