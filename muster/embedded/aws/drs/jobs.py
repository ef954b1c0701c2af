"""Jobs: made PENDING, STARTED a moment later, COMPLETED when every server is done; never FAILED.

There is no job status FAILED and no way to cancel (API_Job: PENDING | STARTED | COMPLETED); what
became of a server stands in its `launchStatus` alone.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from muster.embedded.aws.clock import Signal
from muster.embedded.aws.context import JobStage
from muster.embedded.aws.drs import errors, pace
from muster.embedded.aws.drs.resources import Job, JobType, LogItem, Participant
from muster.embedded.aws.drs.target import Target

Work = Callable[[Target, Job, Participant, int], None]
"""What a job does for one of its servers, as blocking code on the virtual clock."""


@dataclass(frozen=True)
class Order:
    """What a job is to be: its type, who wanted it, as whom it works, and its tags."""

    kind: JobType
    initiated_by: str
    principal: str
    tags: Mapping[str, str] = field(default_factory=dict)


def create(target: Target, order: Order, participants: Iterable[Participant]) -> Job:
    """Record a new job; it holds its servers from now on until it completes."""
    job_id = f"drsjob-{target.world.new_id(17)}"
    job = Job(
        id=job_id,
        arn=target.arn("job", job_id),
        type=order.kind,
        initiated_by=order.initiated_by,
        principal=order.principal,
        created=target.now(),
        participants={participant.server.id: participant for participant in participants},
        tags=dict(order.tags),
    )
    target.jobs[job.id] = job
    return job


def start(target: Target, job: Job, work: Work) -> None:
    """Have the job run, one task a server, in parallel."""
    _spawn(target, lambda: _run(target, job, work), job.id)


def log(target: Target, job: Job, event: str, server_id: str | None = None, **data: Any) -> None:
    """Write one line into the job's log; lines of a server carry its `sourceServerID`."""
    about = {"sourceServerID": server_id} if server_id else {}
    job.log.append(LogItem(target.now(), event, {**about, **data}))


def stand_still(target: Target, job: Job, stage: JobStage, server_ids: Collection[str]) -> None:
    """Let a fault script hold the job up here, with these of its servers."""
    seconds = target.world.faults.standstill(stage, job.type, server_ids)
    if seconds > 0:
        target.world.clock.sleep(seconds)


def check_quotas(target: Target, new_servers: int) -> None:
    """Refuse a job that would exceed a quota; raises `ServiceQuotaExceededException` (402).

    Quotas: AWS General Reference, page drs. The wording of the messages is ours (unverified).
    """
    quotas, running = target.quotas, target.jobs_in_progress()
    in_jobs = sum(len(job.participants) for job in running)
    limits = (
        (quotas.servers_per_job, new_servers, "source servers in one job"),
        (quotas.jobs_in_progress, len(running) + 1, "jobs in progress"),
        (quotas.servers_in_all_jobs, in_jobs + new_servers, "source servers in all jobs"),
    )
    for quota, wanted, what in limits:
        if wanted > quota.limit:
            raise errors.over_quota(f"Limit of {quota.limit} {what} exceeded.", quota.code)


def check_tags(target: Target, tags: Mapping[str, str]) -> None:
    """Refuse too many tags and reserved keys; raises `ValidationException` (API_TagResource)."""
    if len(tags) > target.quotas.tags_per_resource:
        message = f"A resource can have at most {target.quotas.tags_per_resource} tags."
        raise errors.invalid(message, "tags")
    if any(key.lower().startswith("aws:") for key in tags):
        raise errors.invalid("Tag keys must not start with aws:", "tags")


def _run(target: Target, job: Job, work: Work) -> None:
    clock, timing = target.world.clock, target.timing
    clock.sleep(pace.of_job(timing.to_start, job.id, "start"))
    stand_still(target, job, "start", job.participants)
    job.status = "STARTED"
    log(target, job, "JOB_START")
    _work_on_all(target, job, work)
    stand_still(target, job, "end", job.participants)
    clock.sleep(pace.of_job(timing.closing, job.id, "closing"))
    job.status, job.ended = "COMPLETED", target.now()
    clock.sleep(timing.to_job_end)
    log(target, job, "JOB_END")


def _work_on_all(target: Target, job: Job, work: Work) -> None:
    done, left = Signal(target.world.clock), set(job.participants)

    def one(participant: Participant, number: int) -> None:
        work(target, job, participant, number)
        left.discard(participant.server.id)
        if not left:
            done.set()

    for number, participant in enumerate(job.participants.values()):
        name = f"{job.id}/{participant.server.id}"
        _spawn(target, partial(one, participant, number), name)
    target.world.clock.wait(done)


def _spawn(target: Target, code: Callable[[], None], name: str) -> None:
    """A task whose defects surface where the clock is moved, instead of leaving a job to hang."""

    def surface() -> None:
        if task.error is not None:
            raise task.error

    def run() -> None:
        try:
            code()
        except Exception:
            target.world.clock.after(0, surface)
            raise

    task = target.world.clock.spawn(run, name)
