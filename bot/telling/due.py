"""What could not be said yet, and when each of it is due."""

import threading
from collections.abc import Callable, Mapping

from bot.telling.kept import Kept
from muster.service.announcing import Call


class Due:
    """Runs to look at again and calls to repeat, for any number of threads; `wall` in seconds.

    When Slack asks for a pause, everything waits for its end.
    """

    def __init__(self, wall: Callable[[], float]) -> None:
        self._wall = wall
        self._at: dict[str, float] = {}
        self._calls: dict[str, Call] = {}
        self._lock = threading.Lock()
        self._silent_until = 0.0

    def put_off(self, run: str, kept: Kept) -> None:
        """Look at the run again when `kept` says, or earlier if that was due before."""
        now = self._wall()
        if kept.pause:
            self._silent_until = max(self._silent_until, now + kept.pause)
        if kept.wait is not None:
            at = now + kept.wait
            with self._lock:
                self._at[run] = min(self._at.get(run, at), at)

    def repeat(self, name: str, call: Call, kept: Kept) -> None:
        """Call people again when `kept` says; `name` tells the same call from others."""
        with self._lock:
            self._calls[name] = call
        self.put_off(call.run, kept)

    def must_be_silent(self, run: str) -> bool:
        """Whether Slack wants a pause; then the run is put off until its end."""
        wait = self._silent_until - self._wall()
        if wait > 0:
            self.put_off(run, Kept(wait))
        return wait > 0

    def is_put_off(self, run: str) -> bool:
        """Whether the run will be looked at anyway."""
        with self._lock:
            return self._at.get(run, 0.0) > self._wall()

    def taken(self) -> Mapping[str, tuple[Call, ...]]:
        """The runs that are due, and what people are called for in each; no longer put off."""
        now = self._wall()
        with self._lock:
            runs = [run for run, at in self._at.items() if at <= now]
            calls = {name: call for name, call in self._calls.items() if call.run in runs}
            for run in runs:
                del self._at[run]
            for name in calls:
                del self._calls[name]
        return {run: tuple(c for c in calls.values() if c.run == run) for run in runs}

    def until_next(self) -> float | None:
        """Seconds until something is due, None: nothing is."""
        with self._lock:
            next_ = min(self._at.values(), default=None)
        return None if next_ is None else max(next_ - self._wall(), 0.0)
