"""An execution of a run ended: its message. What it left undone is the reconciler's."""

from collections.abc import Iterator

from muster.service.announcing import Notice, Refresh
from muster.service.calls import ending_calls
from muster.service.events import ExecutionEnded
from muster.service.reactions.truth import Truth


def react(_event: ExecutionEnded, truth: Truth) -> Iterator[Notice]:
    """What is to be told."""
    if truth.run is not None:
        yield Refresh(truth.run_id)
        yield from ending_calls(truth.run)
