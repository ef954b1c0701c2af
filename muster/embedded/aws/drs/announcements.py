"""What DRS tells EventBridge, with the shapes of the EventBridge events reference (page drs).

Best effort in AWS, certain here. Nothing tells of jobs, of terminations or of progress.
"""

from muster.embedded.aws.drs.resources import Job, SourceServer
from muster.embedded.aws.drs.target import Target


def launch_result(target: Target, job: Job, server: SourceServer, *, succeeded: bool) -> None:
    """`DRS Source Server Launch Result`, once for each server, of drills too.

    `is-drill` is a string; "FALSE" is documented, "TRUE" follows from it (unverified).
    """
    target.world.emit(
        account=target.account,
        region=target.region,
        source="aws.drs",
        detail_type="DRS Source Server Launch Result",
        detail={
            "state": "RECOVERY_LAUNCH_SUCCEEDED" if succeeded else "RECOVERY_LAUNCH_FAILED",
            "job-id": job.id,
            "is-drill": "TRUE" if job.is_drill else "FALSE",
        },
        resources=[server.arn],
    )


def stalled_change(target: Target, server: SourceServer, *, stalled: bool) -> None:
    """`DRS Source Server Data Replication Stalled Change`."""
    target.world.emit(
        account=target.account,
        region=target.region,
        source="aws.drs",
        detail_type="DRS Source Server Data Replication Stalled Change",
        detail={"state": "STALLED" if stalled else "NOT_STALLED"},
        resources=[server.arn],
    )
