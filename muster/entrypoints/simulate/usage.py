"""What of its quotas a run used, read from the AWS that it ran on once it is over."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from muster.engine.limits import JOBS_IN_PROGRESS, SERVERS_IN_JOBS
from muster.entrypoints.local.installation import Installation
from muster.entrypoints.simulate.course import JobCourse, QuotaUse
from muster.entrypoints.simulate.peak import Span, peak

LAUNCH = "LAUNCH"
AUTOMATIONS_AT_ONCE = 100
"""AWS General Reference, "Systems Manager endpoints and quotas": concurrent automations."""


def jobs_of(aws: Installation, since: int) -> tuple[JobCourse, ...]:
    """Every launch job of DRS, the first one first; moments in seconds after `since`."""
    found = [job for job in _pages(aws, "drs", "describe_jobs", "items") if job["type"] == LAUNCH]
    return tuple(_job(job, since) for job in reversed(found))


def quotas_of(aws: Installation, jobs: Iterable[JobCourse]) -> tuple[QuotaUse, ...]:
    """How near the run came to what AWS allows, executions that wait at a gate included."""
    now = float(aws.time.now())
    spans = [(job.start, _or(job.end, now), len(job.servers)) for job in jobs]
    executions = list(_executions(aws, now))
    return (
        QuotaUse("DRS jobs in progress", peak((a, b, 1) for a, b, _ in spans), JOBS_IN_PROGRESS),
        QuotaUse("servers in DRS jobs", peak(spans), SERVERS_IN_JOBS),
        QuotaUse("automations at once", peak(executions), AUTOMATIONS_AT_ONCE),
    )


def _executions(aws: Installation, now: float) -> Iterator[Span]:
    key = "AutomationExecutionMetadataList"
    for each in _pages(aws, "ssm", "describe_automation_executions", key):
        ended = each.get("ExecutionEndTime")
        yield each["ExecutionStartTime"].timestamp(), ended.timestamp() if ended else now, 1


def _job(job: Any, since: int) -> JobCourse:
    servers = job["participatingServers"]
    ended = job.get("endDateTime")
    return JobCourse(
        job=job["jobID"],
        start=_seconds(job["creationDateTime"]) - since,
        end=_seconds(ended) - since if ended else None,
        servers=tuple(server["sourceServerID"] for server in servers),
        launched=sum(server["launchStatus"] == "LAUNCHED" for server in servers),
    )


def _pages(aws: Installation, service: str, operation: str, key: str) -> Iterator[Any]:
    region = aws.material.inventory.region
    client = aws.world.client(service, principal=aws.owner, region=region)
    for page in client.get_paginator(operation).paginate():
        yield from page[key]
        aws.time.sleep(1.0)  # some of these calls are limited to three a second


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())


def _or(moment: float | None, otherwise: float) -> float:
    return otherwise if moment is None else moment
