"""The HTTP side: one WSGI application, and how to serve it from a thread."""

import errno
import socket
import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from muster.embedded.slack import api, pages, response_urls
from muster.embedded.slack.errors import SlackError
from muster.embedded.slack.methods.files import receive
from muster.embedded.slack.outgoing.courier import Courier
from muster.embedded.slack.page_state import Page
from muster.embedded.slack.pages import HEADERS
from muster.embedded.slack.wall import Ticker
from muster.embedded.slack.world import World

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

PORTS_TRIED = 20
POLL = 0.05  # seconds until a stop is noticed
ROUTES = Map(
    [
        Rule("/api/<name>", methods=["GET", "POST"], endpoint="api"),
        Rule("/response/<key>", methods=["POST"], endpoint="response_url"),
        Rule("/upload/<file_id>", methods=["POST", "PUT"], endpoint="upload"),
        Rule("/files/<file_id>", methods=["GET"], endpoint="file"),
        Rule("/", methods=["GET"], endpoint="index"),
        Rule("/archives/<channel>/<message>", methods=["GET"], endpoint="index"),
        Rule("/page/<name>", methods=["GET"], endpoint="asset"),
        Rule("/_embedded/state", methods=["GET"], endpoint="state"),
        Rule("/_embedded/changes", methods=["GET"], endpoint="changes"),
        Rule("/_embedded/do", methods=["POST"], endpoint="do"),
        Rule("/_embedded/faults", methods=["GET", "POST"], endpoint="faults"),
    ]
)


class Application:
    """The WSGI application."""

    def __init__(self, world: World, courier: Courier, page: Page) -> None:
        self._world, self._courier, self._page = world, courier, page

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer one request."""
        try:
            endpoint, values = ROUTES.bind_to_environ(environ).match()
            response: Response = getattr(self, f"_{endpoint}")(Request(environ), **values)
        except HTTPException as error:
            response = Response(error.description, status=error.code)
        response.headers.update(HEADERS)
        return response(environ, start_response)

    def _api(self, request: Request, name: str) -> Response:
        return api.answer(self._world, name, request)

    def _response_url(self, request: Request, key: str) -> Response:
        return response_urls.answer(self._world, key, request)

    def _upload(self, request: Request, file_id: str) -> Response:
        upload = next(iter(request.files.values()), None)
        content = upload.read() if upload else request.get_data()
        with self._world.lock:
            try:
                receive(self._world, file_id, content)
            except SlackError as error:
                return api.reply(api.refused(error), 404)
        return Response(f"OK - {len(content)}")

    def _file(self, _request: Request, file_id: str) -> Response:
        file = self._world.files.get(file_id, {})
        if "content" not in file:
            return Response("there is no such file", status=404)
        headers = {"Content-Disposition": "attachment"}
        return Response(file["content"], headers=headers, content_type="application/octet-stream")

    def _index(self, _request: Request, **_values: str) -> Response:
        return pages.asset("index.html")

    def _asset(self, _request: Request, name: str) -> Response:
        return pages.asset(name)

    def _state(self, request: Request) -> Response:
        return pages.state(self._world, self._page, request)

    def _changes(self, _request: Request) -> Response:
        return pages.changes(self._world)

    def _do(self, request: Request) -> Response:
        return pages.do(self._world, self._courier, request)

    def _faults(self, request: Request) -> Response:
        return pages.faults(self._world, request)


class QuietHandler(WSGIRequestHandler):
    """Says nothing of requests that went well."""

    def log_request(self, *_args: Any) -> None:
        """Nothing: a page that is open asks all the time."""

    def log_error(self, *_args: Any) -> None:
        """Nothing: a browser that leaves closes its connections as it likes."""


class Server:
    """The application on a socket, with the thread that does what is due later."""

    def __init__(self, world: World, application: Application, host: str, port: int) -> None:
        self._world = world
        self._http = bound(application, host, port)
        self.url = f"http://{host}:{self._http.server_address[1]}"
        self._thread = threading.Thread(
            target=self._http.serve_forever, args=(POLL,), name="embedded-slack", daemon=True
        )
        self._ticker = Ticker(world.run_due)

    def start(self) -> "Server":
        """Answer requests from now on."""
        self._world.base_url = self.url
        self._thread.start()
        self._ticker.start()
        return self

    def stop(self) -> None:
        """Let the port go; pages that are open are told that nothing more comes."""
        with self._world.lock:
            self._world.is_closed = True
            self._world.changed()
        self._ticker.stop()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


def bound(application: Application, host: str, port: int) -> BaseWSGIServer:
    """A server on the first free port from `port` on (0: any); OSError if all tried are taken."""
    for candidate in range(port, port + PORTS_TRIED) if port else (0,):
        try:
            listening = socket.create_server((host, candidate), backlog=128)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            continue
        with listening:  # the server works on a copy of the socket
            return make_server(
                host,
                listening.getsockname()[1],
                application,
                threaded=True,
                request_handler=QuietHandler,
                fd=listening.fileno(),
            )
    raise OSError(f"no free port from {port} to {port + PORTS_TRIED - 1} on {host}")
