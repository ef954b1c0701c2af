"""DRS jobs of which nothing is heard for unusually long.

Nothing is wrong by that: a job cannot be stopped, and the wave has its timeout. But who looks at a
run that does not move has to see why. What DRS says of each server stands in the job's log (API
shape JobLog); in captured drills its events are five minutes apart at most, and a snapshot of a
dead source is waited for ten minutes (user guide, CloudEndure-Concepts).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from muster.engine.jobs import Job

LONG_SILENT = 900
"""So long after the last event of a server, in seconds, people are told."""
SILENT_NAMED = 2
"""So many silent servers are named."""
UNDECIDED = frozenset({"", "PENDING", "IN_PROGRESS"})


@dataclass(frozen=True)
class Silence:
    """Of which servers a job says nothing, none: it only does not end; since when (epoch s)."""

    job: str
    servers: tuple[str, ...]
    since: int


def silence_of(job: Job, heard: Mapping[str, int], now: int) -> Silence | None:
    """What the job is silent about; None if nothing is unusual.

    `heard`: when the log named each server last, in epoch seconds, UTC.
    """
    if job.is_over:
        return None
    waiting = [name for name, status in job.servers.items() if status in UNDECIDED]
    last = {name: heard.get(name, job.created) for name in waiting}
    if not waiting:
        since = max([job.created, *heard.values()])
        return Silence(job.job, (), since) if now - since > LONG_SILENT else None
    silent = sorted((at, name) for name, at in last.items() if now - at > LONG_SILENT)
    return Silence(job.job, tuple(name for _, name in silent), silent[0][0]) if silent else None


def told_of(silence: Silence, names: Mapping[str, str]) -> str:
    """What people read; it stays the same while nothing changes, so no message is edited for it."""
    since = f"silent since {datetime.fromtimestamp(silence.since, UTC):%H:%M} UTC"
    if not silence.servers:
        return f"the end of DRS job {silence.job}, {since}"
    return f"DRS, {since} about {_silent(silence.servers, names)} in job {silence.job}"


def _silent(servers: Iterable[str], names: Mapping[str, str]) -> str:
    called = [names.get(server) or server for server in servers]
    more = [f"{len(called) - SILENT_NAMED} more"] if len(called) > SILENT_NAMED else []
    return " and ".join([*called[:SILENT_NAMED], *more])
