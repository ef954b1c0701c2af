"""The one point that every call passes: who calls, what, may it, who answers.

A WSGI application. Ours are the operations of the registered services; the rest is moto's.
"""

import random
import re
import uuid
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from email.utils import formatdate
from typing import Any, TypeVar

from werkzeug.http import HTTP_STATUS_CODES

from muster.embedded.aws import answers, parsing, refusals
from muster.embedded.aws.clock import Clock
from muster.embedded.aws.incoming import Incoming, Unsent
from muster.embedded.aws.journal import Entry, Journal
from muster.embedded.aws.kit import AwsError, Call, NotOurs, Principal, Service
from muster.embedded.aws.models import protocol_of, service_of
from muster.embedded.aws.moto_side import Moto
from muster.embedded.aws.principals import Principals
from muster.embedded.aws.rewrites import put_right, wait_seconds, without_waiting
from muster.embedded.aws.wire import Answer, TooLargeError, Wire

T = TypeVar("T")
Gate = Callable[[Entry], None]
"""Asked before (or after) a call is answered; raises `AwsError` to refuse it."""

_CODE_IN_BODY = re.compile(rb'(?:"__type":\s*"(?:[^"#]*#)?|<Code>)([A-Za-z.]+)')


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

    def service(self, name: str) -> Service | None:
        """The service of ours of that botocore name, if there is one."""
        return self._services.get(name)

    def perform(self, unsent: Unsent, given: Callable[..., T]) -> tuple[T, str, str]:
        """What `given` makes of the result and the request's id; that id, and the date to show.

        Raises `AwsError`, `AnswerLost`; under the world's lock.
        """
        with self._lock:
            self.catch_up()
            request_id = self.request_id()
            entry = self._journal.open(unsent.entry(self._clock.now()))
            told = self._through(entry, lambda: given(unsent.handled(request_id), request_id))
            return told, request_id, formatdate(self._clock.now(), usegmt=True)

    def dated(self, answer: Answer) -> Answer:
        """The answer with the present as its `Date`: clients take the present from there."""
        others = tuple(header for header in answer.headers if header[0].lower() != "date")
        date = formatdate(self._clock.now(), usegmt=True)
        return replace(answer, headers=(("Date", date), *others))

    def answer(self, environ: dict[str, Any]) -> Answer:
        """Answer one request, under the world's lock."""
        try:
            wire = Wire(environ)
        except TooLargeError as error:
            return Answer(413, (("Content-Type", "text/plain"),), str(error).encode())
        with self._lock:
            self.catch_up()
            return self.dated(self._identify(wire))

    def _identify(self, wire: Wire) -> Answer:
        if wire.scope is None:
            return refusals.refuse("json", _UNSIGNED, self.request_id())
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
        try:
            return self._through(entry, lambda: self._perform(incoming, entry))
        except AwsError as error:
            return self._refuse(incoming, error)

    def _through(self, entry: Entry, perform: Callable[[], T]) -> T:
        """Perform a call between its gates, and write down how it ended."""
        code = "Killed"
        try:
            for gate in self.before:
                gate(entry)
            told = perform()
            code = _code_of(told)
            for gate in self.after if code == "OK" else ():
                gate(entry)
        except AwsError as error:
            code = error.code
            raise
        finally:
            self._journal.close(entry, code)
        return told

    def _perform(self, incoming: Incoming, entry: Entry) -> Answer:
        ours = self._services.get(entry.service)
        if ours is not None and entry.operation in ours.handlers:
            with suppress(NotOurs):
                return self._handle(ours, incoming, entry)
        if ours is not None and not ours.rest_to_moto:
            raise AwsError("NotImplementedException", f"{entry.name} is not built here")
        put_right(entry.name, incoming.wire)
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
            request_id=self.request_id(),
        )
        result = ours.handlers[operation](call)
        if ours.plain_json:
            return answers.as_json(service, result, call.request_id)
        answers.check_output(service, operation, result)
        protocol = protocol_of(service, incoming.wire)
        return answers.serialise(service, operation, protocol, result, call.request_id)

    def _refuse(self, incoming: Incoming, error: AwsError) -> Answer:
        where = (incoming.service, incoming.operation, incoming.wire)
        return answers.refuse(*where, error, self.request_id())

    def request_id(self) -> str:
        """A fresh id of a request."""
        return str(uuid.UUID(int=self._requests.getrandbits(128), version=4))


def _nothing() -> None:
    """What catches up with a wall that nobody follows."""


def _code_of(told: object) -> str:
    """The code of an answer by HTTP; what came the short way without one is fine."""
    if not isinstance(told, Answer) or not told.is_refusal:
        return "OK"
    found = _CODE_IN_BODY.search(told.body)
    return found[1].decode() if found else str(told.status)


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
