"""Fault scripts with a name of their own, for `--fault NAME`."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ReadyMade:
    """What happens, in one sentence, and the script."""

    says: str
    script: str


READY_MADE: Mapping[str, ReadyMade] = {
    "capacity": ReadyMade(
        "One launch fails for lack of capacity, once.",
        """
faults:
- launch-failure:
    server: any
    reason: "InsufficientInstanceCapacity: there is not enough capacity for this instance type"
""",
    ),
    "stalled-job": ReadyMade(
        "The conversion of one server hangs for 40 minutes; its job goes on then.",
        """
faults:
- stalled-job: {server: any, at: conversion, for: 40m}
""",
    ),
    "lost-answer": ReadyMade(
        "DRS launches, but the answer to StartRecovery is lost, and the new job is listed late.",
        """
faults:
- lost-answer: {operation: drs:StartRecovery}
- listing-lag: {by: 20s}
""",
    ),
    "killed-driver": ReadyMade(
        "The execution that drives the run dies after five minutes.",
        """
faults:
- kill: {document: muster-drill, after: 5m}
- kill: {document: muster-recover, after: 5m}
""",
    ),
    "throttled": ReadyMade(
        "AWS refuses many calls as too many.",
        """
faults:
- throttle: {operation: drs:DescribeJobs, per_second: 0.05}
- throttle: {operation: drs:StartRecovery, rate: 0.5, times: 3}
- throttle: {operation: ssm:StartAutomationExecution, rate: 0.3, times: 5}
- throttle: {operation: dynamodb:UpdateItem, rate: 0.05, times: 20}
""",
    ),
    "dead-sources": ReadyMade(
        "All source servers are dead from the beginning: launches wait for a snapshot in vain.",
        """
faults:
- replication: {server: every, becomes: STALLED}
""",
    ),
    "unhealthy": ReadyMade(
        "One instance is impaired for ever, another initializes for eight minutes.",
        """
faults:
- unhealthy: {server: any, shows: impaired}
- unhealthy: {server: any, shows: initializing, for: 8m, nth: 3}
""",
    ),
    "quota": ReadyMade(
        "DRS allows one job at a time, and somebody else's is in progress.",
        """
faults:
- quota: {jobs: 1}
- outside-launch: {server: every}
""",
    ),
    "chaos": ReadyMade(
        "A little of everything, by the seed.",
        """
faults:
- launch-failure: {server: any, rate: 0.15, times: 2, reason: "InternalError: by chance"}
- launch-failure: {server: any, at: conversion, rate: 0.1, times: 1}
- launch-delay: {server: any, by: 6m, rate: 0.2, times: 2}
- stalled-job: {server: any, at: launch, for: 10m, rate: 0.15, times: 1}
- conflict: {rate: 0.2, times: 2}
- listing-lag: {by: 10s}
- unhealthy: {server: any, shows: initializing, for: 4m, rate: 0.2, times: 2}
- instance-lost: {server: any, after: 1m, rate: 0.1, times: 1}
- lost-answer: {operation: drs:StartRecovery, rate: 0.2, times: 1}
- lost-answer: {operation: ssm:StartAutomationExecution, rate: 0.2, times: 1}
- throttle: {operation: drs:DescribeJobs, rate: 0.1}
- throttle: {operation: dynamodb:UpdateItem, rate: 0.02}
- error: {operation: drs:DescribeSourceServers, code: InternalServerException, rate: 0.1}
- kill: {document: muster-drill, after: 7m, rate: 0.5}
- kill: {document: muster-wave, after: 3m, rate: 0.3, times: 1}
- event-lost: {rate: 0.1}
- event-duplicated: {rate: 0.1, after: 20s}
- event-delayed: {by: 3m, rate: 0.1}
- clock-jump: {at: 12m, by: 45s}
""",
    ),
}
