"""The least that a recovery can take under the quotas of DRS, for launches of known length.

`ideal` is a schedule by somebody who knows every launch, sees every end at once and pays nothing
for it: the longest remaining path first, a job serving one wave, one start of a wave's runbook a
second. `floor` is what no schedule at all can beat: the critical path, or all the work over all
the places. Both in seconds, to the last server LAUNCHED.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from benchmarks.makespan.chance import CLOSING, Launches
from benchmarks.makespan.scenario import Scenario, Wave, in_jobs

JOBS, SERVERS = 20, 500
A_START = 1.0
"""Seconds between two starts of an execution: StartAutomationExecution is limited to 1 a second."""


@dataclass(frozen=True)
class Bound:
    ideal: float
    floor: float


@dataclass(order=True)
class _Job:
    """A job that waits; the one with the longest path behind it goes first.

    `again` are its servers that fail; they are launched again when it has completed.
    """

    urgency: float
    number: int
    wave: Wave = field(compare=False)
    servers: tuple[str, ...] = field(compare=False)
    lasts: float = field(compare=False)
    again: "_Job | None" = field(compare=False, default=None)

    @property
    def in_all(self) -> float:
        """Seconds until the last of its servers is LAUNCHED, second launches included."""
        return self.lasts + (CLOSING + self.again.lasts if self.again else 0.0)


def bound(scenario: Scenario, launches: Launches) -> Bound:
    jobs = {wave.name: _jobs(wave, launches) for wave in scenario.waves}
    lasts = {name: max(job.in_all for job in those) for name, those in jobs.items()}
    path = _paths(scenario.waves, lasts)
    every = [job for those in jobs.values() for job in those]
    over_jobs = sum(job.in_all for job in every) / JOBS
    over_servers = sum(job.lasts * len(job.servers) for job in every) / SERVERS
    floor = max(*path.values(), over_jobs, over_servers)
    for job in every:
        job.urgency = -path[job.wave.name]
        if job.again:
            job.again.urgency = job.urgency
    return Bound(ideal=_Schedule(scenario.waves, jobs).end(), floor=floor)


def _jobs(wave: Wave, launches: Launches) -> list[_Job]:
    """Slow servers together, so that no fast job waits for one."""
    by_time = tuple(sorted(wave.servers, key=launches.seconds, reverse=True))
    return [
        _job(number, wave, servers, launches) for number, servers in enumerate(in_jobs(by_time))
    ]


def _job(number: int, wave: Wave, servers: tuple[str, ...], launches: Launches) -> _Job:
    failed = tuple(server for server in servers if launches.fails(server))
    good = [launches.seconds(server) for server in servers if server not in failed]
    again = _Job(0.0, number, wave, failed, max(map(launches.seconds, failed))) if failed else None
    return _Job(0.0, number, wave, servers, max(good, default=0.0), again)


def _paths(waves: tuple[Wave, ...], lasts: dict[str, float]) -> dict[str, float]:
    """By wave: its own length and the longest path of those that need it."""
    path = dict(lasts)
    for wave in reversed(waves):
        for need in wave.needs:
            path[need] = max(path[need], lasts[need] + path[wave.name])
    return path


class _Schedule:
    """Plays the ideal schedule, from event to event."""

    def __init__(self, waves: tuple[Wave, ...], jobs: dict[str, list[_Job]]) -> None:
        self._waves, self._jobs = waves, jobs
        self._now, self._last = 0.0, 0.0
        self._next_start = 0.0
        self._count = 0
        self._ready: list[_Job] = []
        self._free_jobs, self._free_servers = JOBS, SERVERS
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._left = {name: len(those) for name, those in jobs.items()}
        self._done: set[str] = set()
        self._started: set[str] = set()

    def end(self) -> float:
        self._start_waves()
        while self._events:
            self._now, _, happen = heapq.heappop(self._events)
            happen()
            self._launch()
        return self._last

    def _at(self, when: float, happen: Callable[[], None]) -> None:
        self._count += 1
        heapq.heappush(self._events, (when, self._count, happen))

    def _start_waves(self) -> None:
        """Start the runbooks of waves whose needs are done, one a second."""
        able = [w for w in self._waves if w.name not in self._started and self._done >= {*w.needs}]
        for wave in able:
            self._started.add(wave.name)
            when = max(self._now, self._next_start)
            self._next_start = when + A_START
            self._at(when, partial(self._ready_now, wave))

    def _ready_now(self, wave: Wave) -> None:
        for job in self._jobs[wave.name]:
            heapq.heappush(self._ready, job)

    def _launch(self) -> None:
        """Launch in the order of urgency while there is room; nobody overtakes."""
        while self._ready and self._free_jobs and len(self._ready[0].servers) <= self._free_servers:
            job = heapq.heappop(self._ready)
            self._free_jobs -= 1
            self._free_servers -= len(job.servers)
            self._at(self._now + job.lasts, partial(self._launched, job))
            self._at(self._now + job.lasts + CLOSING, partial(self._free, job))

    def _launched(self, job: _Job) -> None:
        if job.again:
            return
        self._last = max(self._last, self._now)
        self._left[job.wave.name] -= 1
        if not self._left[job.wave.name]:
            self._done.add(job.wave.name)
            self._start_waves()

    def _free(self, job: _Job) -> None:
        self._free_jobs += 1
        self._free_servers += len(job.servers)
        if job.again:
            heapq.heappush(self._ready, job.again)
