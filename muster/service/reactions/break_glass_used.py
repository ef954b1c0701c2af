"""The break-glass role decided at a gate: everybody is told."""

from collections.abc import Iterator

from muster.service.announcing import Notice, Refresh
from muster.service.calls import break_glass_calls
from muster.service.events import BreakGlassUsed
from muster.service.reactions.truth import Truth


def react(_event: BreakGlassUsed, truth: Truth) -> Iterator[Notice]:
    """What is to be told."""
    if truth.run is not None:
        yield Refresh(truth.run_id)
        yield from break_glass_calls(truth.run, truth.gates)
