"""A gate opened: the run's message, and the people who may decide."""

from collections.abc import Iterator

from muster.service.announcing import Notice, Refresh
from muster.service.calls import approval_calls
from muster.service.events import ApprovalNeeded
from muster.service.reactions.truth import Truth


def react(_event: ApprovalNeeded, truth: Truth) -> Iterator[Notice]:
    """What is to be told."""
    if truth.run is not None:
        yield Refresh(truth.run_id)
        yield from approval_calls(truth.run, truth.gates, truth.decisions, truth.now)
