"""What a function keeps while it is warm, made anew once its Slack secret is another one.

A function that is called every minute stays warm for hours; a token that was replaced must not
wait for that.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from muster.entrypoints.functions.wired import Wired
from muster.service.errors import MusterError

LOOKS_EVERY = 300
"""Seconds for which a secret that was read is believed."""

T = TypeVar("T")


class Warm(Generic[T]):
    """Keeps what `build` makes of a muster that `wire` wires."""

    def __init__(self, wire: Callable[[], Wired], build: Callable[[Wired], T]) -> None:
        self._wire = wire
        self._build = build
        self._kept: tuple[Wired, T] | None = None
        self._looked = 0

    def current(self) -> T:
        """What was made, if it still holds. Raises `MusterError` if it cannot be made."""
        if self._kept is None or self._is_outdated(self._kept[0]):
            wired = self._wire()
            self._kept = wired, self._build(wired)
            self._looked = wired.own.clock.now()
        return self._kept[1]

    def _is_outdated(self, wired: Wired) -> bool:
        """Whether the secret is another one now; a reading that fails changes nothing."""
        now = wired.own.clock.now()
        if now - self._looked < LOOKS_EVERY:
            return False
        self._looked = now
        try:
            return wired.has_other_secrets()
        except MusterError:
            return False
