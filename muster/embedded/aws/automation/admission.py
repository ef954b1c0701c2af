"""The concurrency quota: how many automations of one account and Region run at once.

AWS General Reference, "Systems Manager endpoints and quotas": 100 run, 400 more may stand in
blocking actions (approve, pause, sleep), the rest queue as Pending.
"""

from collections import deque
from collections.abc import Callable

from muster.embedded.aws.automation.run import Run
from muster.embedded.aws.automation.settings import Settings


class QueueFullError(Exception):
    """There is no room in the queue."""


class Admission:
    """Lets executions begin in the order of their arrival.

    One that leaves a blocking action goes on at once, even if that is one too many for a while.
    """

    def __init__(self, settings: Settings, begin: Callable[[Run], None]) -> None:
        self._settings = settings
        self._begin = begin
        self._active: dict[str, Run] = {}
        self._queue: deque[Run] = deque()

    def submit(self, run: Run) -> None:
        """Begin `run` now or when its turn comes. `QueueFullError` if it cannot even wait."""
        self._queue.append(run)
        self.review()
        if len(self._queue) > self._settings.queued:
            self._queue.remove(run)
            raise QueueFullError

    def leave(self, run: Run) -> None:
        """Forget an execution that is over."""
        self._active.pop(run.execution.execution_id, None)
        if run in self._queue:
            self._queue.remove(run)
        self.review()

    def review(self) -> None:
        """Begin whoever has a place by now."""
        while self._queue and self._counted() < self._settings.concurrent:
            run = self._queue.popleft()
            self._active[run.execution.execution_id] = run
            self._begin(run)

    def _counted(self) -> int:
        blocked = sum(run.blocked for run in self._active.values())
        return len(self._active) - min(blocked, self._settings.concurrent_blocking)
