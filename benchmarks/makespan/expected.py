"""What public figures say a recovery takes: 1,000 servers, 10 waves of 100 in a chain, equal jobs.

Minutes by policy, for jobs of 8, 10, 20 and 30 minutes, the policies' own caps off. By arithmetic
on the waits that each policy's file names; a simulation that does not meet them is not to be
trusted.
"""

MINUTES = (8, 10, 20, 30)
EXPECTED: dict[str, tuple[int, ...]] = {
    "aws-elasticdrs-orchestrator MVP": (260, 262, 272, 282),
    "one job a server": (400, 500, 1000, 1500),
    "aws-elasticdrs-orchestrator v6.2": (80, 101, 202, 304),
    "drs-plan-automation": (82, 103, 201, 304),
    "DRS recovery plans": (80, 100, 200, 300),
    "flat, order ignored": (16, 20, 40, 60),
    "convert, then start in order": (31, 35, 55, 75),
}
"""Whole minutes, as a clock shows them."""

CALIBRATION = {"drs-plan-automation": 1244.0}
"""Seconds of scenario B: 20 m 44 s in the captured drill of aws-samples/drs-tools."""
