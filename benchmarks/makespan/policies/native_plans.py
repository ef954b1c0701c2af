"""AWS DRS recovery plans (boto3 1.43.73): steps in turn, each as long as its slowest server.

100 servers a plan, so somebody outside starts as many plans as are needed: one application a plan,
or one wave, at most 20 at a time. How soon a step's end is seen is not known: 0 to 30 s, by chance;
with caps off at once. Failed servers of a step are retried at once.
"""

from functools import partial

from benchmarks.makespan.ground import Ground
from benchmarks.makespan.policy import Policy
from benchmarks.makespan.scenario import Wave, chains, in_jobs

UNSEEN = 30.0
EVERY = 5.0


def play(ground: Ground) -> None:
    ground.together(partial(_plans, ground, waves) for waves in chains(ground.waves))


def _plans(ground: Ground, waves: tuple[Wave, ...]) -> None:
    for wave in waves:
        ground.together(partial(_step, ground, servers) for servers in in_jobs(wave.servers))


def _step(ground: Ground, servers: tuple[str, ...]) -> None:
    while servers:
        job = ground.start_when_free(servers, EVERY)
        servers = _watch_inside(ground, job)
        if ground.caps:
            ground.sleep(ground.chance.uniform(0.0, UNSEEN))


def _watch_inside(ground: Ground, job: str) -> tuple[str, ...]:
    """The service looks at its own job: no call of anybody's."""
    inside = ground.target.job(job)
    while inside.in_progress:
        ground.sleep(EVERY)
    return tuple(p.server.id for p in inside.participants.values() if p.launch_status == "FAILED")


POLICY = Policy("DRS recovery plans", play)
