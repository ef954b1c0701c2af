"""A run changed: its message, and people if it has ended."""

from collections.abc import Iterator

from muster.service.announcing import Notice, Refresh
from muster.service.calls import ending_calls
from muster.service.events import RunChanged
from muster.service.reactions.truth import Truth


def react(_event: RunChanged, truth: Truth) -> Iterator[Notice]:
    """What is to be told."""
    if truth.run is not None:
        yield Refresh(truth.run_id)
        yield from ending_calls(truth.run)
