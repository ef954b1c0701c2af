"""Slack's requests over HTTP: verified first, then given to the app. Also a WSGI application.

Nothing but the standard library is loaded until a request has proved to be Slack's, so that a
stranger costs nothing, and a cold start answers quickly.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from bot.signatures import is_from_slack

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment
    from slack_bolt import App

PATH = "/slack/events"
LONGEST_BODY = 1_000_000
"""Bytes; Slack's largest payload holds a view of 250 kB, form-encoded."""

REASONS = {
    200: "OK",
    400: "Bad Request",
    401: "Unauthorized",
    404: "Not Found",
    405: "Method Not Allowed",
}


@dataclass(frozen=True)
class Answer:
    """An HTTP answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def refusal_at_sight(method: str, path: str, headers: Mapping[str, str]) -> int:
    """The status for what cannot be Slack's, known without any secret; 0: it may be Slack.

    To send a stranger away nothing has to be loaded, and no secret fetched.
    """
    if path != PATH:
        return 404
    if method != "POST":
        return 405
    is_dated = headers.get("x-slack-request-timestamp", "").isdecimal()
    is_signed = headers.get("x-slack-signature", "").startswith("v0=")
    return 0 if is_dated and is_signed else 401


class Door:
    """Lets Slack in, and nobody else."""

    def __init__(
        self,
        secrets: Iterable[str],
        make_app: "Callable[[], App]",
        now: Callable[[], float],
        *,
        path: str = PATH,
    ) -> None:
        """`make_app` is called once, at the first request of Slack; `now` gives epoch seconds."""
        self._secrets = tuple(secrets)
        self._app = cache(make_app)
        self._now = now
        self._path = path

    def answer(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """What is answered to a request; `headers` by lower-case names."""
        refused = self._refusal(method, path, headers, body)
        return plain_answer(refused) if refused else self._dispatched(headers, body)

    def _refusal(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> int:
        if path != self._path:
            return 404
        if method != "POST":
            return 405
        if len(body) > LONGEST_BODY:
            return 413
        stamp = headers.get("x-slack-request-timestamp", "")
        signature = headers.get("x-slack-signature", "")
        if not is_from_slack(self._secrets, stamp, signature, body, self._now()):
            return 401
        return 0 if is_sound(body) else 400

    def _dispatched(self, headers: Mapping[str, str], body: bytes) -> Answer:
        from slack_bolt.request import BoltRequest  # noqa: PLC0415 - only once it is Slack

        request = BoltRequest(
            body=body.decode("utf-8", "replace"),
            headers={name: [value] for name, value in headers.items()},
        )
        done = self._app().dispatch(request)
        given = {name: values[0] for name, values in done.headers.items() if values}
        return Answer(done.status, given, str(done.body or "").encode())

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer one WSGI request (PEP 3333)."""
        length = str(environ.get("CONTENT_LENGTH") or "0")
        size = int(length) if length.isascii() and length.isdigit() else 0
        body = environ["wsgi.input"].read(min(size, LONGEST_BODY + 1)) if size else b""
        method, path = str(environ["REQUEST_METHOD"]), str(environ.get("PATH_INFO") or "")
        made = self.answer(method, path, _headers(environ), body)
        start_response(
            f"{made.status} {REASONS.get(made.status, 'No')}", list(made.headers.items())
        )
        return [made.body]


def is_sound(body: bytes) -> bool:
    """Whether the body is a form or an object, and its `payload`, if it has one, an object."""
    try:
        text = body.decode()
        found = text if text.startswith("{") else parse_qs(text).get("payload", ["{}"])[0]
        return isinstance(json.loads(found), dict)
    except ValueError:
        return False


def _headers(environ: Mapping[str, Any]) -> dict[str, str]:
    named = {
        name[5:].replace("_", "-").lower(): str(value)
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    return named | {"content-type": str(environ.get("CONTENT_TYPE") or "")}


def plain_answer(status: int) -> Answer:
    """An answer that says no more than its status."""
    return Answer(status, {"content-type": "text/plain; charset=utf-8"}, b"")
