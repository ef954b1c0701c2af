"""The queue's events become messages, a batch at a time."""

import os
from collections.abc import Mapping
from functools import cache
from typing import Any

from eventbridge.consumer import Consumer
from eventbridge.function_batch import answer, messages_of
from muster.entrypoints.functions.surroundings import surroundings_of
from muster.entrypoints.functions.warm import Warm
from muster.entrypoints.functions.wired import Wired
from muster.entrypoints.logs import log_as_lines
from muster.model.settings import Settings
from muster.service.announcing import Announcer
from muster.service.ports import Clock

PATIENCE = 10.0
"""Seconds in which what was put off is still said here; what is later, the reconciler says."""


def handler(event: Mapping[str, Any], _context: Any) -> dict[str, Any]:
    """Digest one batch; gives the messages that have to come again."""
    wired, consumer = _warm().current()
    digest = consumer.digest(messages_of(event))
    _settle(wired.announcer, wired.own.clock)
    return answer(digest)


def _settle(announcer: Announcer, clock: Clock) -> None:
    """Say what was put off, as far as it is due soon."""
    end = clock.now() + PATIENCE
    while (wait := announcer.run_due()) is not None and clock.now() + wait <= end:
        clock.sleep(max(wait, 0.1))


@cache
def _warm() -> Warm[tuple[Wired, Consumer]]:
    log_as_lines()
    return Warm(
        lambda: Wired(surroundings_of(os.environ), Settings()),
        lambda wired: (wired, wired.parts.consumer(wired.announcer)),
    )
