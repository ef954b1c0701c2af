"""Packing servers into DRS jobs under the quotas of the target account and Region."""

from collections.abc import Sequence
from dataclasses import dataclass

from muster.engine.limits import JOBS_IN_PROGRESS, SERVERS_A_JOB, SERVERS_IN_JOBS


@dataclass(frozen=True)
class Room:
    """What the target account and Region can still take."""

    jobs: int = JOBS_IN_PROGRESS
    servers: int = SERVERS_IN_JOBS
    a_job: int = SERVERS_A_JOB


def chunks(servers: Sequence[str], room: Room) -> list[tuple[str, ...]]:
    """The jobs to start now, in order; servers that do not fit wait for the next pass."""
    fitting = servers[: room.servers]
    starts = range(0, len(fitting), room.a_job)
    return [tuple(fitting[start : start + room.a_job]) for start in starts][: room.jobs]


def halves(servers: Sequence[str]) -> list[tuple[str, ...]]:
    """The two halves of a rejected chunk, to find the server that it was rejected for."""
    middle = (len(servers) + 1) // 2
    return [tuple(part) for part in (servers[:middle], servers[middle:]) if part]
