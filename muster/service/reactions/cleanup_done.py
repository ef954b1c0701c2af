"""The instances of a drill are gone: the run's message."""

from collections.abc import Iterator

from muster.service.announcing import Notice, Refresh
from muster.service.events import CleanupDone
from muster.service.reactions.truth import Truth


def react(_event: CleanupDone, truth: Truth) -> Iterator[Notice]:
    """What is to be told."""
    if truth.run is not None:
        yield Refresh(truth.run_id)
