"""Servers of a run no longer send their data: people, if DRS says so too.

A site that fails takes hundreds of servers with it. People are called when the first is silent,
and again each time that a step more are: never once a server, which would bury what waits for them.
"""

from collections.abc import Iterator, Sequence

from muster.service.announcing import Call, CallKind, Notice
from muster.service.events import ReplicationStalled
from muster.service.reactions.truth import Truth

STALLED = frozenset({"STALLED", "DISCONNECTED"})
STEPS = (1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000)
NAMED = 5


def react(event: ReplicationStalled, truth: Truth) -> Iterator[Notice]:
    """What is to be told."""
    if truth.run is None or truth.replication.get(event.server) not in STALLED:
        return
    silent = [name for name, state in truth.replication.items() if state in STALLED]
    key = f"stalled/{max(step for step in STEPS if step <= len(silent))}"
    text = f"{truth.run.plan}: {_said(silent, len(truth.replication))}"
    act = "what is silent is recovered from its last point in time; look at the sources"
    yield Call(truth.run_id, CallKind.REPLICATION_STALLED, key, event.server, text, act)


def _said(silent: Sequence[str], total: int) -> str:
    if len(silent) == 1:
        return f"source server {silent[0]} no longer sends its data"
    named = ", ".join(silent[:NAMED]) + (" and more" if len(silent) > NAMED else "")
    return f"{len(silent)} of {total} source servers no longer send their data: {named}"
