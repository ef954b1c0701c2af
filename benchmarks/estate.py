"""A whole estate through muster's own runbooks: how long and how hard this machine works for it."""

import json
import subprocess
import sys
from collections.abc import Iterator

from benchmarks.figure import Figure

ABOUT = """
A drill of 1,000 servers, 40 applications of three tiers, in four accounts, on the embedded AWS.
Wall clock and memory of the whole process, in which everybody works: DRS, EC2, Automation, DynamoDB
and the scripts of 121 executions. Publishing is counted, the start of Python and its imports are
not. The embedded AWS refuses whatever exceeds a quota.
"""


def measure() -> Iterator[Figure]:
    """In a process of its own, so that memory is that of the drill alone."""
    command = [sys.executable, "-m", "benchmarks.estate_drill"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    drill = json.loads(done.stdout)
    yield Figure("the drill, wall clock", drill["wall"], "s", 60)
    yield Figure("memory of the process, at the most", drill["memory"], "MB", 1024)
    yield Figure("servers launched", drill["servers"], "servers", 1_000, at_least=True)
    yield Figure("waves that succeeded", drill["waves"], "waves", 120, at_least=True)
    yield Figure("calls refused for a quota", drill["refused"], "calls", 0)
    yield Figure("the drill, simulated", drill["lasted"] / 60, "min")
    yield Figure("simulated time ÷ wall clock", drill["lasted"] / drill["wall"], "")
