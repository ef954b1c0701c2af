"""The shapes `Job` and `JobLog`, as the captured drill of 2022-12-07 has them."""

from typing import Any

from muster.embedded.aws.drs.iso8601 import timestamp
from muster.embedded.aws.drs.resources import Job, LogItem, Participant


def job(shown: Job) -> dict[str, Any]:
    """The job as StartRecovery and DescribeJobs show it."""
    view: dict[str, Any] = {
        "jobID": shown.id,
        "arn": shown.arn,
        "type": shown.type,
        "initiatedBy": shown.initiated_by,
        "creationDateTime": timestamp(shown.created),
        "status": shown.status,
        "participatingServers": [_participant(p) for p in shown.participants.values()],
        "tags": dict(shown.tags),
    }
    if shown.ended is not None:
        view["endDateTime"] = timestamp(shown.ended)
    return view


def log_item(item: LogItem) -> dict[str, Any]:
    """One line of a job's log. `LAUNCH_END` is real, although the model's enum lacks it."""
    return {
        "logDateTime": timestamp(item.moment),
        "event": item.event,
        "eventData": dict(item.data),
    }


def _participant(participant: Participant) -> dict[str, Any]:
    """`recoveryInstanceID` stays out, as for LAUNCHED servers of the captured jobs."""
    return {
        "sourceServerID": participant.server.id,
        "launchStatus": participant.launch_status,
    }
