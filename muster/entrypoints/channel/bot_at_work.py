"""The bot at work: its door on a port of this machine, its two loops in threads."""

import threading
from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from bot.http import PATH, Door
from muster.embedded.slack import wall
from muster.entrypoints.channel.wired import WiredBot

HOST = "127.0.0.1"
POLL = 0.05
"""Real seconds until a stop is noticed."""

PATIENCE = 5.0
"""Real seconds that a thread may take to end; it can do no harm afterwards."""


class BotAtWork:
    """A bot that hears and speaks until it is stopped."""

    def __init__(
        self, bot: WiredBot, secrets: Iterable[str], sleep: Callable[[float], None]
    ) -> None:
        """`secrets` sign Slack's requests; `sleep` lets virtual seconds pass."""
        self._stopped = threading.Event()
        door = Door(secrets, lambda: bot.app, wall.now)
        self._http = make_server(HOST, 0, door, threaded=True, request_handler=_Quiet)
        self._http.daemon_threads = True  # type: ignore[attr-defined]  # of ThreadingMixIn
        self.url = f"http://{HOST}:{self._http.server_address[1]}{PATH}"
        self._threads = [
            _thread("bot-door", lambda: self._http.serve_forever(POLL)),
            _thread("bot-pump", lambda: bot.pump.run(self._stopped.is_set)),
            _thread("bot-reconciler", lambda: bot.reconciler.run(self._stopped.is_set, sleep)),
        ]

    def start(self) -> None:
        """Hear and speak from now on."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Hear no more; who sleeps has to be woken by whoever gave `sleep`."""
        self._stopped.set()
        self._http.shutdown()
        self._http.server_close()
        for thread in self._threads:
            thread.join(PATIENCE)


def _thread(name: str, target: Callable[[], Any]) -> threading.Thread:
    return threading.Thread(target=target, name=name, daemon=True)


class _Quiet(WSGIRequestHandler):
    """Says nothing of requests."""

    def log_request(self, *_args: Any) -> None:
        """Nothing: the channel shows what was asked."""

    def log_error(self, *_args: Any) -> None:
        """Nothing: who hangs up, hangs up."""
