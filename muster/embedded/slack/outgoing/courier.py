"""Sends one request to the app and watches for its acknowledgement."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from muster.embedded.slack.outgoing.bots import ACK_SECONDS, Answer, Bot
from muster.embedded.slack.outgoing.signing import signed_headers
from muster.embedded.slack.world import World

Json = dict[str, Any]
PATH = "/slack/events"
OK = range(200, 300)


@dataclass(frozen=True)
class Parcel:
    """A request to the app, not yet signed."""

    content_type: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Receipt:
    """What came of a parcel.

    Attributes:
        status: HTTP status; None without an answer.
        body: the app's answer; empty unless it acknowledged in time.
        headers: those of the answer, names in lower case.
        problem: why it does not count as acknowledged, for the person who acted; empty if it does.
        code: Slack's word for the problem.
    """

    status: int | None = None
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    code: str = ""

    def json(self) -> Json:
        """The body as an object; empty if it is none."""
        try:
            value = json.loads(self.body or b"{}")
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}


Settle = Callable[[Receipt], None]

SILENT = Receipt(problem=f"the app did not answer in {ACK_SECONDS:.0f} s", code="operation_timeout")
NO_BOT = Receipt(problem="no app is connected", code="dispatch_failed")


def form(fields: Mapping[str, str]) -> Parcel:
    """A form: slash commands."""
    return Parcel("application/x-www-form-urlencoded", urlencode(fields).encode())


def payload(content: Json) -> Parcel:
    """JSON inside a form: clicks and modals."""
    return form({"payload": json.dumps(content)})


def event(content: Json) -> Parcel:
    """JSON: events."""
    return Parcel("application/json", json.dumps(content).encode())


class Courier:
    """Signs and delivers; never holds the world's lock while the app works."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.bot: Bot | None = None

    def deliver(self, parcel: Parcel, settle: Settle) -> None:
        """Send a parcel, and let `settle` say what its receipt means, now or when it is sent.

        Late and duplicate deliveries are faults; the receipt of a duplicate is nobody's business.
        """
        with self._world.lock:
            faults = self._world.faults
            late, skew = faults.late_delivery, faults.timestamp_skew
            secret = self._world.app.signing_secret + ("?" if faults.wrong_signature else "")
            stamp = int(self._world.wall() + skew)
            copies = faults.duplicate_deliveries
        headers = {
            "Content-Type": parcel.content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            **parcel.headers,
            **signed_headers(secret, stamp, parcel.body),
        }

        def send() -> None:
            settle(self._sent(headers, parcel.body))
            for _ in range(copies):
                self._sent(headers, parcel.body)

        if late > 0:
            with self._world.lock:
                self._world.later(late, send)
        else:
            send()

    def _sent(self, headers: Mapping[str, str], body: bytes) -> Receipt:
        if self.bot is None:
            return NO_BOT
        started = self._world.wall()
        try:
            answer = self.bot("POST", PATH, headers, body)
        except TimeoutError:
            return SILENT
        except OSError as error:
            return Receipt(problem=f"the app cannot be reached ({error})", code="dispatch_failed")
        if self._world.wall() - started > ACK_SECONDS:
            return SILENT
        return receipt(answer)


def receipt(answer: Answer) -> Receipt:
    """An answer in time: an acknowledgement if its status is 2xx."""
    status, headers, body = answer
    lower = {name.lower(): text for name, text in headers.items()}
    if status in OK:
        return Receipt(status, body, lower)
    problem = f"the app answered {status}"
    return Receipt(status, headers=lower, problem=problem, code="dispatch_failed")
