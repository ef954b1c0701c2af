"""Every kind of fault by the name that it has in a script."""

from collections.abc import Mapping

from muster.embedded.aws.faults import (
    agent_offline,
    clock_jump,
    command,
    conflict,
    error,
    event_delayed,
    event_duplicated,
    event_forged,
    event_lost,
    function,
    instance_lost,
    kill,
    launch_delay,
    launch_failure,
    listing_lag,
    lost_answer,
    no_capacity,
    outside_launch,
    quota,
    replication,
    role,
    stalled_job,
    throttle,
    unhealthy,
)
from muster.embedded.aws.faults.fault import Kind

KINDS: Mapping[str, Kind] = {
    "launch-failure": launch_failure.KIND,
    "launch-delay": launch_delay.KIND,
    "stalled-job": stalled_job.KIND,
    "conflict": conflict.KIND,
    "listing-lag": listing_lag.KIND,
    "replication": replication.KIND,
    "outside-launch": outside_launch.KIND,
    "no-capacity": no_capacity.KIND,
    "unhealthy": unhealthy.KIND,
    "instance-lost": instance_lost.KIND,
    "agent-offline": agent_offline.KIND,
    "command": command.KIND,
    "function": function.KIND,
    "throttle": throttle.KIND,
    "error": error.KIND,
    "lost-answer": lost_answer.KIND,
    "role": role.KIND,
    "quota": quota.KIND,
    "kill": kill.KIND,
    "event-lost": event_lost.KIND,
    "event-duplicated": event_duplicated.KIND,
    "event-delayed": event_delayed.KIND,
    "event-forged": event_forged.KIND,
    "clock-jump": clock_jump.KIND,
}
"""In the order of a recovery: DRS, instances, calls, quotas, executions, events, time."""
