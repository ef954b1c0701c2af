"""The real clock: the one place of the embedded Slack that looks at the wall."""

import threading
import time
from collections.abc import Callable

TICK = 0.2


def now() -> float:
    """The present moment (epoch seconds, UTC)."""
    return time.time()


class Ticker:
    """A thread that calls `action` five times a second until it is stopped."""

    def __init__(self, action: Callable[[], None]) -> None:
        self._action = action
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="embedded-slack-ticker", daemon=True)

    def start(self) -> None:
        """Begin to tick."""
        self._thread.start()

    def stop(self) -> None:
        """End after the tick under way, and wait for that."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.wait(TICK):
            self._action()
