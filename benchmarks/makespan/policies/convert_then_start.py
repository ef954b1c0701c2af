"""Every server launched STOPPED and quota-packed, then started in order: nobody has proven it.

A start is assumed to take 90 s, a launch that stops as long as one that starts.
"""

from benchmarks.makespan.ground import Ground
from benchmarks.makespan.policies import flat
from benchmarks.makespan.policy import Policy
from benchmarks.makespan.scenario import levels

A_START = 90.0


def play(ground: Ground) -> None:
    flat.launch(ground, ground.scenario.servers)
    for _level in levels(ground.waves):
        ground.sleep(A_START)


POLICY = Policy("convert, then start in order", play)
