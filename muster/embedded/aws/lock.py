"""The world's lock: held while anything of the world is read or changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from types import TracebackType

from greenlet import getcurrent


class WorldLock:
    """Re-entrant for threads, and nothing to do for tasks.

    A task runs in the thread that moves the clock, which holds the lock already. Were a task to
    take it too and then sleep, its thread would keep it and shut every other thread out.
    """

    def __init__(self) -> None:
        self._lock = RLock()

    def __enter__(self) -> None:
        if not _in_task():
            self._lock.acquire()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if not _in_task():
            self._lock.release()

    @contextmanager
    def released(self) -> Iterator[None]:
        """Let others have it meanwhile; for a thread that entered once, and for no task."""
        if _in_task():
            raise RuntimeError(
                "a task does not own the world's lock; it sleeps on the clock instead"
            )
        self._lock.release()
        try:
            yield
        finally:
            self._lock.acquire()


def _in_task() -> bool:
    return getcurrent().parent is not None
