"""Points in time: which snapshots of a source server exist at a moment. Pure; nothing is stored.

Ids and times follow from the server's id and the schedule, so a point in time has one id for as
long as it is kept, and the same run always sees the same ids.
"""

import hashlib
from dataclasses import dataclass

from muster.embedded.aws.drs.resources import Replication, SourceServer


@dataclass(frozen=True)
class Rule:
    """One rule of the PIT policy, in seconds."""

    units: str
    interval: int
    retention: int


POLICY = (
    Rule("MINUTE", 600, 3_600),
    Rule("HOUR", 3_600, 86_400),
    Rule("DAY", 86_400, 7 * 86_400),
)
"""The default; the first two rules are fixed (userguide/point-in-time, point-in-time-faq)."""


@dataclass(frozen=True)
class Snapshot:
    """A point in time. `taken` is None while its EBS snapshots are still being made."""

    id: str
    server_id: str
    expected: float
    taken: float | None
    ebs_snapshots: tuple[str, ...]


def existing(server: SourceServer, now: float) -> list[Snapshot]:
    """The server's snapshots at `now`, oldest first, the one being taken included."""
    return [_snapshot(server, moment, now) for moment in moments(server.replication, now)]


def latest(server: SourceServer, now: float) -> Snapshot | None:
    """The newest complete snapshot: the server's last consistent state."""
    complete = [s for s in existing(server, now) if s.taken is not None]
    return complete[-1] if complete else None


def find(server: SourceServer, snapshot_id: str, now: float) -> Snapshot | None:
    """The server's own complete snapshot of this id, while it is kept."""
    return next((s for s in existing(server, now) if s.id == snapshot_id and s.taken), None)


def moments(replication: Replication, now: float) -> list[float]:
    """When the snapshots that are kept at `now` were due, oldest first.

    The schedule stands still when replication does: the last consistent state must outlive its rule
    (inferred from userguide/CloudEndure-Concepts; no page says what expires in a long stall).
    """
    if replication.grid is None:
        return []
    end = now if replication.until is None else min(now, replication.until)
    kept = {moment for rule in POLICY for moment in _kept_by(rule, replication.grid, end)}
    return sorted(moment for moment in kept if _was_taken(replication, moment))


def _was_taken(replication: Replication, moment: float) -> bool:
    in_a_gap = any(start < moment < end for start, end in replication.gaps)
    return moment >= replication.since and not in_a_gap


def _kept_by(rule: Rule, grid: float, end: float) -> list[float]:
    newest = end - (end - grid) % rule.interval
    return [newest - n * rule.interval for n in range(rule.retention // rule.interval)]


def _snapshot(server: SourceServer, expected: float, now: float) -> Snapshot:
    digest = hashlib.sha256(f"{server.id}/{round(expected)}".encode()).hexdigest()
    taken = expected + 4 + int(digest[:2], 16) / 16
    return Snapshot(
        id=f"pit-{digest[:17]}",
        server_id=server.id,
        expected=expected,
        taken=taken if taken <= now else None,
        ebs_snapshots=_ebs_snapshots(server, digest) if taken <= now else (),
    )


def _ebs_snapshots(server: SourceServer, digest: str) -> tuple[str, ...]:
    names = (f"{digest}/{disk.device}" for disk in server.machine.disks)
    return tuple(f"snap-{hashlib.sha256(name.encode()).hexdigest()[:17]}" for name in names)
