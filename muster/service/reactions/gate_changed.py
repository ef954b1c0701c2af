"""Somebody decided at a gate: the run's message."""

from collections.abc import Iterator

from muster.service.announcing import Notice, Refresh
from muster.service.events import GateChanged
from muster.service.reactions.truth import Truth


def react(_event: GateChanged, truth: Truth) -> Iterator[Notice]:
    """What is to be told."""
    if truth.run is not None:
        yield Refresh(truth.run_id)
