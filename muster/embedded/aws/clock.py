"""The one clock of the embedded AWS: discrete, cooperative, deterministic.

Everything that takes time is either a *timer* (a callback at a moment) or a *task* (ordinary
blocking code in a greenlet, which parks itself with `sleep` or `wait`). Exactly one thing runs at a
time; ties are broken by the order of scheduling. So the same seed gives the same run.

The clock is not thread-safe: one thread moves it, and others touch it only while they hold the
world's lock, which that thread holds while it moves. Nobody here looks at the wall: whoever owns
the clock moves it, either as fast as possible (`run_until`) or paced against real time
(`muster.embedded.aws.wall.Pacer`).
"""

import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

from greenlet import greenlet

FOREVER = float("inf")


class ClockError(RuntimeError):
    """A task function was called outside a task, or a run found nothing left to wait for."""


@dataclass(order=True)
class Timer:
    """A callback due at `when` (epoch seconds, UTC); `cancel()` makes it a no-op."""

    when: float
    sequence: int
    action: Callable[[], None] = field(compare=False)
    cancelled: bool = field(default=False, compare=False)

    def cancel(self) -> None:
        """Void it; the queue drops it when it comes to it."""
        self.cancelled = True


class Signal:
    """Something tasks can wait for; `set()` wakes who waits, and nobody waits until `clear()`."""

    def __init__(self, clock: "Clock") -> None:
        self._clock = clock
        self.is_set = False
        self._waiting: list[Task] = []

    def set(self) -> None:
        """Wake every waiting task, at the present moment."""
        self.is_set = True
        waiting, self._waiting = self._waiting, []
        for task in waiting:
            self._clock.wake(task)

    def clear(self) -> None:
        """Make later waits block again."""
        self.is_set = False

    def add(self, task: "Task") -> None:
        """Have `task` woken at the next `set()`."""
        self._waiting.append(task)

    def discard(self, task: "Task") -> None:
        """Forget a task whose wait is over."""
        if task in self._waiting:
            self._waiting.remove(task)


class Task:
    """Blocking code on the virtual clock. `error` holds what escaped from it, if anything did."""

    def __init__(self, clock: "Clock", target: Callable[[], None], name: str) -> None:
        self.name = name
        self.done = False
        self.error: BaseException | None = None
        self._clock = clock
        self._target = target
        self._greenlet: greenlet | None = None
        self._pending: BaseException | None = None
        self.timer: Timer | None = None

    def _run(self) -> None:
        try:
            self._target()
        except BaseException as error:  # noqa: BLE001 - the owner of the task decides what it means
            self.error = error
        finally:
            self.done = True

    def resume(self) -> None:
        """Run until the task parks or ends (the clock's business, in the thread that moves it)."""
        pending, self._pending = self._pending, None
        if self._greenlet is None and pending is not None:  # killed before its first line
            self.done, self.error = True, pending
            return
        if self._greenlet is None:  # made here: a greenlet belongs to the thread that makes it
            self._greenlet = greenlet(self._run)
        if pending is not None:
            self._greenlet.throw(pending)
        else:
            self._greenlet.switch()

    def park(self) -> None:
        """Give control back to the clock until the next `resume`."""
        assert self._greenlet is not None  # noqa: S101 - only a running task parks
        assert self._greenlet.parent is not None  # noqa: S101
        self._greenlet.parent.switch()

    def kill(self, error: BaseException) -> None:
        """Raise `error` inside the task, at the point where it is parked, at the present moment."""
        if not self.done:
            self._pending = error
            self._clock.wake(self)


class Clock:
    """Virtual time in epoch seconds, UTC, with the queue of what is due."""

    def __init__(self, start: float) -> None:
        self._now = start
        self._queue: list[Timer] = []
        self._sequence = itertools.count()
        self._running: Task | None = None
        self.changed: Callable[[], None] = lambda: None

    def now(self) -> float:
        """The present moment (epoch seconds, UTC)."""
        return self._now

    def at(self, when: float, action: Callable[[], None]) -> Timer:
        """Call `action` at `when`, or at once (but not before this returns) if that has passed."""
        timer = Timer(max(when, self._now), next(self._sequence), action)
        heapq.heappush(self._queue, timer)
        self.changed()
        return timer

    def after(self, seconds: float, action: Callable[[], None]) -> Timer:
        """Call `action` in `seconds`."""
        return self.at(self._now + seconds, action)

    def spawn(self, target: Callable[[], None], name: str) -> Task:
        """Start blocking code as a task, at the present moment."""
        task = Task(self, target, name)
        self.wake(task)
        return task

    def wake(self, task: Task) -> None:
        """Have a parked task go on now; its pending time-out is void."""
        if task.timer is not None:
            task.timer.cancel()
        task.timer = self.at(self._now, lambda: self._resume(task))

    def sleep(self, seconds: float) -> None:
        """Park the calling task for `seconds`. Raises `ClockError` outside a task."""
        self._park(self._current(), seconds)

    def wait(self, signal: Signal, seconds: float = FOREVER) -> bool:
        """Park the calling task until `signal` is set (True) or `seconds` have passed (False)."""
        task = self._current()
        if signal.is_set:
            return True
        signal.add(task)
        try:
            self._park(task, seconds)
        finally:
            signal.discard(task)
        return signal.is_set

    def in_task(self) -> bool:
        """Whether the caller runs inside a task and may therefore sleep."""
        return self._running is not None

    @property
    def running(self) -> str:
        """The name of the task that runs at this very moment; empty outside of tasks."""
        return self._running.name if self._running is not None else ""

    def is_running(self, task: Task) -> bool:
        """Whether `task` is what runs at this very moment."""
        return self._running is task

    def next_due(self) -> float:
        """When the next timer is due; `FOREVER` if nothing is."""
        while self._queue and self._queue[0].cancelled:
            heapq.heappop(self._queue)
        return self._queue[0].when if self._queue else FOREVER

    def advance_to(self, when: float) -> None:
        """Run everything due up to `when`, then stand at `when`."""
        while self.next_due() <= when:
            self._run_next()
        self._now = max(self._now, when)

    def drift_to(self, when: float) -> None:
        """Stand at `when`, or at the next event if earlier; runs nothing, so any thread may."""
        self._now = max(self._now, min(when, self.next_due()))

    def jump(self, seconds: float) -> None:
        """Set the present forward; what was due meanwhile happens next, late, in its order."""
        self._now += seconds
        self.changed()

    def run_until(self, done: Callable[[], bool], limit: float) -> None:
        """Run until `done()` holds, asked after each step; `ClockError` at `limit` or when idle."""
        while not done():
            due = self.next_due()
            if due > limit:
                raise ClockError(f"nothing more happens before {limit}; the next event is at {due}")
            self._run_next()

    def _park(self, task: Task, seconds: float) -> None:
        already_woken = task.timer is not None  # killed by what it did itself, just now
        if not already_woken and seconds != FOREVER:
            task.timer = self.after(max(seconds, 0.0), lambda: self._resume(task))
        task.park()

    def _run_next(self) -> None:
        timer = heapq.heappop(self._queue)
        self._now = max(self._now, timer.when)
        if not timer.cancelled:
            timer.action()

    def _current(self) -> Task:
        if self._running is None:
            raise ClockError("only a task on the virtual clock can sleep or wait")
        return self._running

    def _resume(self, task: Task) -> None:
        task.timer = None
        if task.done:
            return
        self._running = task
        try:
            task.resume()
        finally:
            self._running = None
