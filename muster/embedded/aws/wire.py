"""An HTTP request as the front sees it, whichever door it came through, and the answer to it."""

import functools
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

BODY_LIMIT = 64 * 1024 * 1024

_CREDENTIAL = re.compile(r"Credential=([^/,\s]+)/(\d{8})/([^/,\s]+)/([^/,\s]+)/aws4_request")
_PRESIGNED = re.compile(r"([^/]+)/(\d{8})/([^/]+)/([^/]+)/aws4_request")


class TooLargeError(ValueError):
    """The body is larger than `BODY_LIMIT` bytes, or its length is nonsense."""


@dataclass(frozen=True)
class Scope:
    """The SigV4 credential scope: who signed, for which Region and which service (signing name)."""

    access_key: str
    region: str
    service: str


@dataclass(frozen=True)
class Answer:
    """An HTTP response."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def is_refusal(self) -> bool:
        """Whether it carries an error."""
        return self.status >= 400  # noqa: PLR2004 - the first status of an error


class Wire:
    """One request: WSGI environ, body and credential scope. `scope` is None if nobody signed it."""

    def __init__(self, environ: dict[str, Any]) -> None:
        self.environ = environ
        self.body = _read_body(environ)
        self.scope = _scope(environ)

    @property
    def target(self) -> str:
        """The `X-Amz-Target` header, or the empty string."""
        return str(self.environ.get("HTTP_X_AMZ_TARGET", ""))

    @property
    def content_type(self) -> str:
        """The media type of the body, or the empty string."""
        return str(self.environ.get("CONTENT_TYPE", ""))

    @functools.cached_property
    def form(self) -> Mapping[str, list[str]]:
        """The parameters of a query-protocol request, from its body or its query string."""
        text = self.body.decode("utf-8", "replace") or str(self.environ.get("QUERY_STRING", ""))
        return parse_qs(text, keep_blank_values=True)

    def fresh_environ(self) -> dict[str, Any]:
        """The environ with the body unread, for one more application to read."""
        self.environ["wsgi.input"] = io.BytesIO(self.body)
        self.environ["CONTENT_LENGTH"] = str(len(self.body))
        return self.environ

    def with_json(self, members: Mapping[str, Any]) -> "Wire":
        """The same request with other JSON in its body."""
        self.body = json.dumps(members).encode()
        return self


def _read_body(environ: dict[str, Any]) -> bytes:
    stream = environ["wsgi.input"]
    if environ.get("wsgi.input_terminated"):
        body: bytes = stream.read(BODY_LIMIT + 1)
    else:
        body = stream.read(_length(environ))
    if len(body) > BODY_LIMIT:
        raise TooLargeError(f"a request body may hold {BODY_LIMIT} bytes")
    return body


def _length(environ: Mapping[str, Any]) -> int:
    text = str(environ.get("CONTENT_LENGTH") or "0")
    if not text.isdigit() or int(text) > BODY_LIMIT:
        raise TooLargeError(f"Content-Length {text!r}: a request body may hold {BODY_LIMIT} bytes")
    return int(text)


def _scope(environ: Mapping[str, Any]) -> Scope | None:
    match = _CREDENTIAL.search(environ.get("HTTP_AUTHORIZATION", ""))
    if match is None and "X-Amz-Credential" in environ.get("QUERY_STRING", ""):
        credential = parse_qs(environ["QUERY_STRING"]).get("X-Amz-Credential", [""])[0]
        match = _PRESIGNED.fullmatch(credential)
    return Scope(match[1], match[3], match[4]) if match else None
