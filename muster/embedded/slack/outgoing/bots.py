"""Ways to reach the app: over HTTP, or a WSGI callable in this process."""

import http.client
import io
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

Answer = tuple[int, Mapping[str, str], bytes]
Bot = Callable[[str, str, Mapping[str, str], bytes], Answer]

ACK_SECONDS = 3.0


def over_http(url: str, timeout: float = ACK_SECONDS) -> Bot:
    """A bot behind a URL (`http://127.0.0.1:3000/slack/events`); the path of the URL is used.

    The callable raises OSError (TimeoutError after `timeout` seconds without an answer).
    """
    parts = urlsplit(url)

    def call(method: str, _path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        connection = http.client.HTTPConnection(
            parts.hostname or "127.0.0.1", parts.port or 80, timeout=timeout
        )
        try:
            connection.request(method, parts.path or "/", body, dict(headers))
            response = connection.getresponse()
            return response.status, dict(response.getheaders()), response.read()
        except http.client.HTTPException as error:
            raise ConnectionError(str(error)) from error
        finally:
            connection.close()

    return call


def over_wsgi(app: Callable[..., Iterable[bytes]]) -> Bot:
    """A bot that is a WSGI application in this process; it answers before the call returns."""

    def call(method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        started: dict[str, Any] = {}

        def start_response(status: str, answered: list[tuple[str, str]], *_: Any) -> None:
            started.update(status=int(status.split(maxsplit=1)[0]), headers=dict(answered))

        content = b"".join(app(environ(method, path, headers, body), start_response))
        return started["status"], started["headers"], content

    return call


def environ(method: str, path: str, headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
    """A WSGI environment for one request."""
    variables = {f"HTTP_{name.upper().replace('-', '_')}": text for name, text in headers.items()}
    return variables | {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "CONTENT_TYPE": headers.get("Content-Type", ""),
        "CONTENT_LENGTH": str(len(body)),
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
