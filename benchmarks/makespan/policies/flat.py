"""Everything at once in the largest jobs that the quotas allow; order is ignored.

Jobs are looked at every 15 s; what failed is launched again at once.
"""

from functools import partial

from benchmarks.makespan.ground import Ground
from benchmarks.makespan.policy import Policy
from benchmarks.makespan.scenario import in_jobs

LOOP = 15.0


def play(ground: Ground) -> None:
    launch(ground, ground.scenario.servers)


def launch(ground: Ground, servers: tuple[str, ...]) -> None:
    """All these servers, quota-packed."""
    ground.together(partial(_job, ground, part) for part in in_jobs(servers))


def _job(ground: Ground, servers: tuple[str, ...]) -> None:
    while servers:
        servers = ground.watch(ground.start_when_free(servers, LOOP), LOOP).failed


POLICY = Policy("flat, order ignored", play)
