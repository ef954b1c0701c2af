"""The door in the process: a boto3 session whose clients talk to the front and to nobody else.

A handler on the session's own events answers every request before it would be sent. There is no
socket, nothing is patched, and no other session of the process is touched.
"""

import functools
import io
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

import boto3
import botocore.session
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.exceptions import ConnectionClosedError

from muster.embedded.aws.kit import AnswerLost
from muster.embedded.aws.plain_json import Parsers
from muster.embedded.aws.principals import SECRET
from muster.embedded.aws.wire import Answer

Front = Callable[[dict[str, Any]], Answer]
_TOLD: ContextVar[Callable[[], Answer] | None] = ContextVar("told", default=None)
_SENDER: ContextVar[tuple[str, Front] | None] = ContextVar("sender", default=None)
_KEY = re.compile(r"(Credential=)[^/]+/")


def session(answer: Front, *, access_key: str, secret: str, region: str) -> boto3.Session:
    """A boto3 session behind the door. Files and profiles of the user's own are not looked at."""
    core = _nobodys_session()
    core.register_component("data_loader", _shared_loader())
    core.register_component("response_parser_factory", Parsers())
    made = boto3.Session(
        aws_access_key_id=access_key,
        aws_secret_access_key=secret,
        region_name=region,
        botocore_session=core,
    )
    made.events.register_first("before-send.*.*", Door(answer))
    return made


def shared_session(region: str) -> boto3.Session:
    """A session of no world: its clients ask the front that they are `sent_by` at each call."""
    return session(_of_sender, access_key="AKIAEMBEDDEDNOBODYXX", secret=SECRET, region=region)


def _of_sender(environ: dict[str, Any]) -> Answer:
    sender = _SENDER.get()
    if sender is None:
        raise RuntimeError("a client that worlds share was called by none of them")
    access_key, answer = sender
    signed = environ.get("HTTP_AUTHORIZATION", "")
    environ["HTTP_AUTHORIZATION"] = _KEY.sub(rf"\g<1>{access_key}/", signed, count=1)
    return answer(environ)


def _nobodys_session() -> Any:
    return botocore.session.Session(session_vars=_NOBODYS_SETTINGS)


@functools.cache
def _shared_loader() -> Any:
    """One for the process: reading the models of services is most of the work of a new client."""
    return _nobodys_session().get_component("data_loader")


class Door:
    """The handler: takes botocore's prepared request, gives botocore's response."""

    def __init__(self, answer: Front) -> None:
        self._answer = answer

    def __call__(self, request: AWSPreparedRequest, **_: Any) -> AWSResponse:
        """Always an answer, never None: so the request is never sent."""
        try:
            answer = self._asked(request)
        except AnswerLost as error:
            raise ConnectionClosedError(endpoint_url=request.url) from error
        headers = {name.lower(): value for name, value in answer.headers}
        return AWSResponse(request.url, answer.status, headers, _Raw(answer.body))

    def _asked(self, request: AWSPreparedRequest) -> Answer:
        told = _TOLD.get()
        if told is not None:
            return told()
        body = _bytes(request.body)
        return self._answer(environ_of(request.method, request.url, request.headers, body))


@contextmanager
def sent_by(access_key: str, answer: Front) -> Iterator[None]:
    """Let shared clients send their requests to this front meanwhile, as those of this key."""
    token = _SENDER.set((access_key, answer))
    try:
        yield
    finally:
        _SENDER.reset(token)


@contextmanager
def told_by(answer: Callable[[], Answer]) -> Iterator[None]:
    """Let a request that is sent meanwhile have this answer: what it asks for has been done."""
    token = _TOLD.set(answer)
    try:
        yield
    finally:
        _TOLD.reset(token)


def environ_of(method: str, url: str, headers: Mapping[str, Any], body: bytes) -> dict[str, Any]:
    """A WSGI environ (PEP 3333) for one request."""
    parts = urlsplit(url)
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(parts.path).decode("latin-1"),
        "RAW_URI": parts.path + (f"?{parts.query}" if parts.query else ""),
        "QUERY_STRING": parts.query,
        "SERVER_NAME": parts.hostname or "localhost",
        "SERVER_PORT": str(parts.port or 443),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": parts.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "HTTP_HOST": parts.netloc,
        **{_key(name): _text(value) for name, value in headers.items()},
    }
    environ["CONTENT_LENGTH"] = str(len(body))
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    return environ


class _Raw:
    """The part of a urllib3 response that botocore reads."""

    def __init__(self, body: bytes) -> None:
        self._body = io.BytesIO(body)

    def stream(self, *_: Any, **__: Any) -> Iterator[bytes]:
        """The body, in one piece."""
        yield self._body.read()

    def read(self, amount: int | None = None, **_: Any) -> bytes:
        """The next bytes, for streaming bodies."""
        return self._body.read(-1 if amount is None else amount)

    def close(self) -> None:
        """Nothing is open."""


def _key(name: str) -> str:
    key = name.upper().replace("-", "_")
    return key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _bytes(body: Any) -> bytes:
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    return bytes(body.read() if hasattr(body, "read") else body)


_NOBODYS_SETTINGS = {  # name: (key in the file, environment variable, value, conversion)
    "profile": (None, None, None, None),
    "config_file": (None, None, os.devnull, None),
    "credentials_file": (None, None, os.devnull, None),
    "ignore_configured_endpoint_urls": (None, None, True, None),  # they lead to another Region
}
