"""A wave waits for retry, skip or abort: the run's message, and people."""

from collections.abc import Iterator

from muster.service.announcing import Notice, Refresh
from muster.service.calls import decision_calls
from muster.service.events import DecisionNeeded
from muster.service.reactions.truth import Truth


def react(_event: DecisionNeeded, truth: Truth) -> Iterator[Notice]:
    """What is to be told."""
    if truth.run is not None:
        yield Refresh(truth.run_id)
        yield from decision_calls(truth.run, truth.waves)
