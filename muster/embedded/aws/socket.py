"""The door on the network: HTTP on 127.0.0.1, for the aws CLI and every SDK."""

import errno
import logging
import socket
import threading
from typing import Any

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from muster.embedded.aws.front import Front
from muster.embedded.aws.kit import AnswerLost, AwsError
from muster.embedded.aws.refusals import refuse

HOST = "127.0.0.1"

log = logging.getLogger(__name__)


class PortTakenError(OSError):
    """Another process listens on the port, or the port may not be used; `port` says which."""

    def __init__(self, port: int, reason: str) -> None:
        super().__init__(f"cannot listen on {HOST}:{port}: {reason}")
        self.port = port


class SocketDoor:
    """A running server; `port` is the one it listens on, the system's choice if 0 was asked for."""

    def __init__(self, front: Front, port: int = 0) -> None:
        """Listen at once; raises `PortTakenError`."""
        listener = _listen(port)
        self.port: int = listener.getsockname()[1]
        self._connections: set[socket.socket] = set()
        self._server: BaseWSGIServer = make_server(
            HOST,
            self.port,
            _Application(front),
            threaded=True,
            request_handler=_handler_noting(self._connections),
            fd=listener.fileno(),
        )
        listener.close()  # the server has its own copy
        self._thread = threading.Thread(
            target=self._server.serve_forever,
            kwargs={"poll_interval": 0.05},
            name="embedded-aws-socket",
            daemon=True,
        )
        self._thread.start()

    def close(self) -> None:
        """Answer no more, and hang up on every client. Harmless if repeated."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        for connection in tuple(self._connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:  # the client was faster
                continue


class _Application:
    """The front, with the accidents of a network: a lost answer closes the connection."""

    def __init__(self, front: Front) -> None:
        self._front = front

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        try:
            return self._front(environ, start_response)
        except AnswerLost as lost:
            raise ConnectionAbortedError(str(lost)) from lost
        except Exception as error:
            log.exception("the embedded AWS failed")
            answer = refuse("json", AwsError("InternalFailure", repr(error)), "-")
            start_response(f"{answer.status} Internal Failure", list(answer.headers))
            return [answer.body]


class _Handler(WSGIRequestHandler):
    """Keeps connections open between requests, and writes no log of its own."""

    protocol_version = "HTTP/1.1"
    open_connections: set[socket.socket]

    def setup(self) -> None:
        """Note the connection."""
        super().setup()
        self.open_connections.add(self.connection)

    def finish(self) -> None:
        """Forget the connection."""
        self.open_connections.discard(self.connection)
        super().finish()

    def connection_dropped(
        self, error: BaseException, environ: dict[str, Any] | None = None
    ) -> None:
        """Hang up instead of waiting for the next request of a client that waits for an answer."""
        del error, environ
        self.close_connection = True

    def send_response(self, code: int, message: str | None = None) -> None:
        """Without `Date` and `Server`: the front has dated the answer by the world's clock."""
        self.send_response_only(code, message)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing: the journal has it."""


def _handler_noting(connections: set[socket.socket]) -> type[_Handler]:
    return type("Handler", (_Handler,), {"open_connections": connections})


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise PortTakenError(port, _REASONS.get(error.errno or 0, str(error))) from error
    except OverflowError as error:
        listener.close()
        raise PortTakenError(port, "a port is a number from 0 to 65535") from error
    return listener


_REASONS = {
    errno.EADDRINUSE: "something listens there already; choose another port, or 0 for any",
    errno.EACCES: "ports below 1024 are the system's; choose a higher one, or 0 for any",
}
