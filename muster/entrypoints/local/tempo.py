"""Virtual time as the service sees it, moved by whoever waits for something."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from muster.embedded.aws.clock import FOREVER, Clock
from muster.embedded.aws.wall import Metronome


class VirtualTime:
    """A `muster.service.ports.Clock`: who sleeps on it moves the clock of an embedded AWS.

    `speed` is virtual seconds a real second; `FOREVER`: as fast as can be.
    """

    def __init__(self, clock: Clock, speed: float = FOREVER) -> None:
        self._clock = clock
        self._metronome = Metronome(clock, speed)
        self._interrupted = False

    def now(self) -> int:
        """Epoch seconds, UTC."""
        return int(self._clock.now())

    def sleep(self, seconds: float) -> None:
        """Let so much virtual time pass. Raises `KeyboardInterrupt` between two slices."""
        self._metronome.pass_time(seconds, self._stop_if_interrupted)

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        """Meanwhile Ctrl-C ends the work between two events, never inside one.

        A task of the clock would take the interrupt for a failure of its own.
        """
        before = signal.signal(signal.SIGINT, self._on_interrupt)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def _on_interrupt(self, _signal: int, _frame: FrameType | None) -> None:
        if not self._clock.in_task():
            raise KeyboardInterrupt
        self._interrupted = True

    def _stop_if_interrupted(self) -> None:
        if self._interrupted:
            self._interrupted = False
            raise KeyboardInterrupt
