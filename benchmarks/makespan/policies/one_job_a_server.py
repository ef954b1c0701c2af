"""One job a server, at most 20 jobs at a time, waves in turn: within the quotas, and slow.

Jobs are looked at every 15 s; a failed server is launched again at once.
"""

from collections.abc import Iterator
from functools import partial

from benchmarks.makespan.ground import Ground
from benchmarks.makespan.policy import Policy
from benchmarks.makespan.scenario import in_line

JOBS = 20
LOOP = 15.0


def play(ground: Ground) -> None:
    for wave in in_line(ground.waves):
        left = iter(wave.servers)
        ground.together(partial(_worker, ground, left) for _ in range(JOBS))


def _worker(ground: Ground, left: Iterator[str]) -> None:
    for server in left:
        while ground.watch(ground.start([server]), LOOP).failed:
            pass


POLICY = Policy("one job a server", play)
