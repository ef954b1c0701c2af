"""The one place of the embedded AWS that looks at the wall clock: it paces the virtual one."""

import logging
import threading
import time
from collections.abc import Callable

from muster.embedded.aws.clock import FOREVER, Clock
from muster.embedded.aws.lock import WorldLock

log = logging.getLogger(__name__)

LONGEST_NAP = 0.5
"""Seconds (real) after which the pacer looks up even if nothing is due."""

LONGEST_JUMP = 1.0
"""Seconds (real) that are made up for at most. A longer pause of the machine is not made up for:
virtual time stood still meanwhile, as if the machine had been switched off."""

SLICE = 0.02
"""Seconds (real) of work after which other threads get the lock."""

BEAT = 0.05
"""Seconds (real) between two looks of who moves the clock without a thread."""

LONGEST_DEBT = 5.0
"""Seconds (real) of work that a metronome makes up for; what is beyond is forgotten."""


class Pacer:
    """A thread that moves the clock `speed` times as fast as the wall, under the world's lock."""

    def __init__(
        self,
        clock: Clock,
        lock: WorldLock,
        speed: float,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`speed` is virtual seconds a real second; `ValueError` unless it is above 0."""
        _check(speed)
        self.error: BaseException | None = None
        self._clock = clock
        self._lock = lock
        self._speed = speed
        self._monotonic = monotonic
        self._nudge = threading.Event()
        self._stopping = False
        self._real, self._virtual = monotonic(), clock.now()
        self._thread = threading.Thread(target=self._run, name="embedded-aws-pacer", daemon=True)

    def start(self) -> None:
        """Let time flow from now on."""
        with self._lock:
            self._real, self._virtual = self._monotonic(), self._clock.now()
            self._clock.changed = self._nudge.set
        self._thread.start()

    def stop(self) -> None:
        """Stop time; when this returns, the thread has ended. Harmless if repeated."""
        self._stopping = True
        self._nudge.set()
        if self._thread.is_alive():
            self._thread.join()
        self._clock.changed = _nothing

    def change_speed(self, speed: float) -> None:
        """Another speed from this moment on; `ValueError` unless it is above 0."""
        _check(speed)
        with self._lock:
            self.catch_up()
            self._real, self._virtual = self._monotonic(), self._clock.now()
            self._speed = speed
        self._nudge.set()

    def catch_up(self) -> None:
        """Let the clock show the present moment (under the lock; runs nothing).

        Not while a task runs: on a slow machine its own work would then run into its time-outs.
        """
        if not self._clock.in_task():
            self._clock.drift_to(self._target())

    def pause(self, seconds: float) -> None:
        """Let `seconds` of virtual time pass; the caller holds the lock once, and lends it."""
        with self._lock.released():
            time.sleep(min(seconds / self._speed, LONGEST_NAP))
        self.catch_up()

    def _run(self) -> None:
        while not self._stopping:
            self._nudge.clear()
            with self._lock:
                nap = self._advance()
            self._nudge.wait(nap)

    def _advance(self) -> float:
        """Run what is due, for a slice at most; how long to wait (real seconds) before the next."""
        target = self._target()
        enough = self._monotonic() + SLICE
        while self._clock.next_due() <= target:
            self._step(self._clock.next_due())
            if self._monotonic() > enough:
                return _A_BREATH
        self._step(target)
        return min(max((self._clock.next_due() - target) / self._speed, _A_BREATH), LONGEST_NAP)

    def _step(self, when: float) -> None:
        try:
            self._clock.advance_to(when)
        except Exception as error:
            self.error = error
            log.exception("an event of the embedded AWS failed")

    def _target(self) -> float:
        """The virtual moment that belongs to the real one; forgets what is beyond catching up."""
        real = self._monotonic()
        target = self._virtual + (real - self._real) * self._speed
        if target < self._clock.now():  # the clock has jumped: go on from where it is
            self._real, self._virtual = real, self._clock.now()
            return self._virtual
        late = (target - self._clock.now()) / self._speed
        if late > LONGEST_JUMP:
            target = self._clock.now() + LONGEST_JUMP * self._speed
            self._real, self._virtual = real, target
        return target


class Metronome:
    """Moves the clock in the calling thread, no faster than `speed` times the wall; no threads.

    Where the work of virtual time takes longer than its share of real time, virtual time waits for
    it, and the loss is made up for later.
    """

    def __init__(
        self,
        clock: Clock,
        speed: float,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`speed` is virtual seconds a real second, `FOREVER` as fast as can be; above 0."""
        if not speed > 0:
            raise ValueError(f"a speed of {speed}: it must be a number above 0")
        self._clock = clock
        self._speed = speed
        self._monotonic = monotonic
        self._sleep = sleep
        self._due = monotonic()

    def pass_time(self, seconds: float, beat: Callable[[], None] = lambda: None) -> None:
        """Let `seconds` of virtual time pass; `beat` is called between any two of its slices."""
        end = self._clock.now() + seconds
        while True:
            slice_ = min(BEAT * self._speed, end - self._clock.now())
            self._clock.advance_to(self._clock.now() + slice_)
            self._keep_pace(slice_ / self._speed)
            beat()
            if self._clock.now() >= end:
                return

    def _keep_pace(self, seconds: float) -> None:
        now = self._monotonic()
        self._due = max(self._due + seconds, now - LONGEST_DEBT)
        if self._due > now:
            self._sleep(self._due - now)


def _check(speed: float) -> None:
    if not 0 < speed < FOREVER:
        raise ValueError(f"a speed of {speed}: it must be a number above 0")


def _nothing() -> None:
    """What a clock without a pacer does when its queue changes."""


_A_BREATH = 0.001
