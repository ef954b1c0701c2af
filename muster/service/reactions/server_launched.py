"""DRS launched a server, or failed to: the run's message. The wave's script asks DRS itself."""

from collections.abc import Iterator

from muster.service.announcing import Notice, Refresh
from muster.service.events import ServerLaunched
from muster.service.reactions.truth import Truth


def react(_event: ServerLaunched, truth: Truth) -> Iterator[Notice]:
    """What is to be told."""
    if truth.run is not None:
        yield Refresh(truth.run_id)
