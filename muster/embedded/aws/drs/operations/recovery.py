"""StartRecovery: the one call that launches."""

from collections.abc import Mapping, Sequence
from typing import Any

from muster.embedded.aws.drs import errors, extension, jobs, launch, snapshots
from muster.embedded.aws.drs.resources import Job, LastLaunch, Participant
from muster.embedded.aws.drs.target import Target
from muster.embedded.aws.drs.views.job import job as job_view
from muster.embedded.aws.kit import Call

Wanted = Sequence[Mapping[str, Any]]


def start(target: Target, call: Call) -> Mapping[str, Any]:
    """API_StartRecovery: 202 and a PENDING job, or nothing at all: one bad server fails the call.

    A server in a job in progress is a conflict (quota: one job a server). There is no client token:
    the same call twice is two calls, the second a conflict with the first. The order in which the
    checks happen is undocumented; an unknown server or snapshot answers ResourceNotFoundException
    and a server named twice ValidationException, which the operation does not model (inferred).
    """
    wanted: Wanted = call.params["sourceServers"]
    _refuse_repeated(wanted)
    participants = [_participant(target, one) for one in wanted]
    tags = call.params.get("tags") or {}
    jobs.check_tags(target, tags)
    _refuse_busy(target, participants)
    jobs.check_quotas(target, len(participants))
    initiated_by = "START_DRILL" if call.params.get("isDrill") else "START_RECOVERY"
    order = jobs.Order("LAUNCH", initiated_by, call.principal.arn, tags)
    job = jobs.create(target, order, participants)
    _note(target, job)
    extension.convert(target, job)
    jobs.start(target, job, launch.work)
    return {"job": job_view(job)}


def _refuse_repeated(wanted: Wanted) -> None:
    ids = [one["sourceServerID"] for one in wanted]
    repeated = sorted({one for one in ids if ids.count(one) > 1})
    if repeated:
        message = f"Source servers named more than once: {', '.join(repeated)}"
        raise errors.invalid(message, "sourceServers")


def _participant(target: Target, one: Mapping[str, Any]) -> Participant:
    server = target.server(one["sourceServerID"])
    snapshot_id = one.get("recoverySnapshotID")
    if not snapshot_id:
        return Participant(server)
    snapshot = snapshots.find(server, snapshot_id, target.now())
    if snapshot is None:
        raise errors.not_found("RecoverySnapshot", snapshot_id)
    return Participant(server, pinned=snapshot.taken)


def _refuse_busy(target: Target, participants: Sequence[Participant]) -> None:
    for participant in participants:
        if target.is_busy(participant.server.id):
            raise errors.busy("SourceServer", participant.server.id)


def _note(target: Target, job: Job) -> None:
    """The source servers show the launch at once (`lifeCycle.lastLaunch`, `lastLaunchResult`)."""
    for participant in job.participants.values():
        server = participant.server
        server.last_launch = LastLaunch(target.now(), job.id, job.is_drill, "PENDING")
        server.last_launch_result = "PENDING"
