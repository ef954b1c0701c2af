"""A server of a run no longer sends its data: people, if DRS says so too."""

from collections.abc import Iterator

from muster.service.announcing import Call, CallKind, Notice
from muster.service.events import ReplicationStalled
from muster.service.reactions.truth import Truth

STALLED = frozenset({"STALLED", "DISCONNECTED"})


def react(event: ReplicationStalled, truth: Truth) -> Iterator[Notice]:
    """What is to be told."""
    if truth.run is None or truth.replication(event.server) not in STALLED:
        return
    text = f"{truth.run.plan}: source server {event.server} no longer sends its data"
    key = f"stalled/{event.server}"
    act = "it is recovered from its last point in time; look at its source"
    yield Call(truth.run_id, CallKind.REPLICATION_STALLED, key, event.server, text, act)
