"""The replication of a source server: what its state means for a launch, and how it changes."""

from muster.embedded.aws.drs.announcements import stalled_change
from muster.embedded.aws.drs.resources import Replication, SourceServer
from muster.embedded.aws.drs.target import Target

UNFINISHED = frozenset({"INITIATING", "INITIAL_SYNC"})
"""No consistent copy yet: a launch needs one."""
HALTED = frozenset({"STOPPED", "PAUSED", "STALLED", "DISCONNECTED"})
"""No data arrives: an on-demand snapshot cannot be taken (PAUSED is inferred)."""
ALIVE = frozenset({"BACKLOG", "CREATING_SNAPSHOT", "CONTINUOUS", "RESCAN"})
STATES = UNFINISHED | HALTED | ALIVE


def lag(replication: Replication, now: float) -> float:
    """Seconds that the copy is behind the source at `now`."""
    halted = 0.0 if replication.halted_at is None else now - replication.halted_at
    return replication.lag + halted


def change(target: Target, server: SourceServer, state: str) -> None:
    """Bring the server's replication into `state` now; tell EventBridge if it stalls or recovers.

    For operations and for fault scripts (a dead source is `STALLED`).
    """
    before, replication, now = server.replication.state, server.replication, target.now()
    replication.state = state
    if state in HALTED and replication.halted_at is None:
        replication.halted_at = replication.until = now
    if state in ALIVE:
        _catch_up(replication, now)
    if "STALLED" in {before, state} and before != state:
        stalled_change(target, server, stalled=state == "STALLED")


def _catch_up(replication: Replication, now: float) -> None:
    """Data arrives again: no lag, and no points in time for the time between."""
    if replication.until is not None:
        replication.gaps.append((replication.until, now))
    replication.lag, replication.halted_at, replication.until = 0.0, None, None


def lose_snapshots(server: SourceServer) -> None:
    """Delete every point in time (StopReplication and DisconnectSourceServer do)."""
    server.replication.grid = None


def start(target: Target, server: SourceServer) -> None:
    """Replicate from the beginning: initiate, sync, then go on with a first snapshot (inferred).

    The value stays the same one, for extended source servers share it.
    """
    timing, now, mine = target.timing, target.now(), server.replication
    vars(mine).update(vars(Replication("INITIATING", since=now)))

    def enter(state: str, *, first_snapshot: bool = False) -> None:
        if mine.since != now or mine.state not in UNFINISHED:
            return
        change(target, server, state)
        if first_snapshot:
            mine.grid = mine.since = target.now()

    clock = target.world.clock
    clock.after(timing.initiating, lambda: enter("INITIAL_SYNC"))
    clock.after(
        timing.initiating + timing.initial_sync, lambda: enter("CONTINUOUS", first_snapshot=True)
    )
