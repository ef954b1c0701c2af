"""What a run came to, read from the DRS that it ran on: the same for a policy and for muster."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from benchmarks.makespan.scenario import Scenario, Wave
from muster.embedded.aws.drs.resources import Job
from muster.embedded.aws.drs.target import Target
from muster.entrypoints.simulate.peak import peak

LAUNCHED = "LAUNCHED"


@dataclass(frozen=True)
class Outcome:
    """All times in seconds. `stopped`: why it ended early; `lag`: p95, 0 where nothing follows.

    `makespan` is from the start until the policy holds the run for done and the last job has ended.
    """

    makespan: float
    stopped: str
    left_behind: int
    describes_a_minute: float
    peak_jobs: int
    peak_servers: int
    lag: float


def outcome(
    scenario: Scenario, targets: Iterable[Target], *, began: float, ended: float, describes: int
) -> Outcome:
    """The outcome of a run from `began` to `ended` (epoch seconds) that listed jobs so often."""
    jobs = [job for target in targets for job in target.jobs.values() if job.type == "LAUNCH"]
    last = max((job.ended or ended for job in jobs), default=ended)
    makespan = max(ended, last) - began
    launched = _launched(jobs)
    spans = [(job.created, job.ended or ended, job) for job in jobs]
    return Outcome(
        makespan=makespan,
        stopped="",
        left_behind=sum(server not in launched for server in scenario.servers),
        describes_a_minute=describes / makespan * 60 if makespan else 0.0,
        peak_jobs=peak((start, end, 1) for start, end, _ in spans),
        peak_servers=peak((start, end, len(job.participants)) for start, end, job in spans),
        lag=p95(_lags(scenario.waves, jobs, launched)),
    )


def fullest(targets: Iterable[Target]) -> tuple[int, int]:
    """The most jobs in progress at once in one of these places, and the most servers in them."""
    spans = [
        [(job.created, job.ended or job.created, len(job.participants)) for job in jobs]
        for jobs in (target.jobs.values() for target in targets)
    ]
    jobs = max((peak((start, end, 1) for start, end, _ in each) for each in spans), default=0)
    return jobs, max(map(peak, spans), default=0)


def p95(values: Iterable[float]) -> float:
    """The value that 95 % do not exceed; 0 of nothing."""
    known = sorted(values)
    return known[math.ceil(0.95 * len(known)) - 1] if known else 0.0


def _launched(jobs: Iterable[Job]) -> dict[str, float]:
    """When each server was LAUNCHED, by its job's log."""
    return {
        item.data["sourceServerID"]: item.moment
        for job in jobs
        for item in job.log
        if item.event == "LAUNCH_END"
    }


def _lags(
    waves: Iterable[Wave], jobs: Iterable[Job], launched: Mapping[str, float]
) -> Iterable[float]:
    """From the last server launched of what a wave needs to the first job of the wave."""
    by_name = {wave.name: wave for wave in waves}
    created: dict[str, float] = {}
    for job in jobs:
        for server in job.participants:
            created.setdefault(server, job.created)
    for wave in by_name.values():
        before = [server for need in wave.needs for server in by_name[need].servers]
        ends = [launched[server] for server in before if server in launched]
        starts = [created[server] for server in wave.servers if server in created]
        if ends and starts and len(ends) == len(before):
            yield max(0.0, min(starts) - max(ends))
