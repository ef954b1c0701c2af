"""The loop between queue and consumer: take, digest, delete; in a thread, or step by step."""

import logging
import math
from collections.abc import Callable, Sequence

from muster.service.errors import AwsError
from muster.service.hearing import EventQueue, Message

log = logging.getLogger(__name__)

LONG_POLL = 20
"""Seconds; SQS allows no more (API, ReceiveMessage)."""

MOST = 100
"""Messages digested together. The more there are, the fewer readings and edits a message costs."""

FULL = 10
"""A receive with fewer messages than that means that the queue is all but empty."""

PAUSES = (1, 2, 5, 10, 30)
"""Seconds between tries while the queue cannot be reached, or its messages not dealt with."""

Digest = Callable[[Sequence[Message]], frozenset[str]]
"""Takes a batch, gives the ids of the messages to keep; raises nothing."""

Due = Callable[[], float | None]
"""Says what was put off and is due; gives the seconds until more is, None: nothing is."""


class Pump:
    """Gives the queue's messages to a consumer and deletes those that are done with."""

    def __init__(
        self,
        queue: EventQueue,
        digest: Digest,
        due: Due,
        *,
        sleep: Callable[[float], None],
        most: int = MOST,
    ) -> None:
        self._queue = queue
        self._digest = digest
        self._due = due
        self._sleep = sleep
        self._most = most

    def run(self, stopped: Callable[[], bool], *, wait: int = LONG_POLL) -> None:
        """Go on until `stopped()`; asked between batches, so up to `wait` seconds late."""
        failures = 0
        while not stopped():
            try:
                self._step(self._patience(wait))
                failures = 0
            except AwsError as error:
                log.warning("the events' queue cannot be read: %s", error)
                failures = self._rested(failures)
            except Exception:  # whoever is called here: the loop outlives it
                log.exception("the events could not be dealt with; they come again")
                failures = self._rested(failures)

    def drain(self) -> int:
        """Digest what is there now, without waiting; gives how many messages were done with.

        Ends as well when a whole batch has to be kept. Raises `AwsError`.
        """
        done = 0
        while step := self._step(0):
            done += step
        self._due()
        return done

    def _rested(self, failures: int) -> int:
        self._sleep(PAUSES[min(failures, len(PAUSES) - 1)])
        return failures + 1

    def _patience(self, wait: int) -> int:
        """How long to linger at an empty queue: no longer than until something is due."""
        due = self._due()
        return wait if due is None else min(wait, max(math.ceil(due), 0))

    def _step(self, wait: int) -> int:
        batch = self._batch(wait)
        if not batch:
            return 0
        keep = self._digest(batch)
        over = [entry for entry in batch if entry.message not in keep]
        self._queue.delete(over)
        return len(over)

    def _batch(self, wait: int) -> list[Message]:
        batch = list(self._queue.receive(wait=wait))
        last = len(batch)
        while last == FULL and len(batch) < self._most:
            more = self._queue.receive(wait=0)
            batch += more
            last = len(more)
        return batch
