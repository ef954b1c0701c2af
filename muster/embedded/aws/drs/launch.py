"""One source server's way through a LAUNCH job, in the order of the captured job logs.

clean up → point in time → conversion → launch. Each stage writes its job log items and raises
`LaunchFailedError` where the launch ends; a failed server never fails its job. An extended source
server is converted in its staging account, in a job of that account's (`extension.py`).
"""

from dataclasses import dataclass

from muster.embedded.aws.context import JobStage
from muster.embedded.aws.drs import cleanup, ec2, jobs, pace, recovery_points
from muster.embedded.aws.drs.announcements import launch_result
from muster.embedded.aws.drs.misfortunes import LaunchFailedError, Misfortune, ask
from muster.embedded.aws.drs.pace import Pace
from muster.embedded.aws.drs.resources import (
    Job,
    LaunchStatus,
    Participant,
    RecoveryInstance,
    SourceServer,
)
from muster.embedded.aws.drs.target import Target


@dataclass
class Launch:
    """The launch of one server: what it works on, how fast, what is bound to go wrong."""

    target: Target
    job: Job
    server: SourceServer
    participant: Participant
    pace: Pace
    misfortune: Misfortune
    point_in_time: float = 0.0

    def log(self, event: str, **data: str) -> None:
        """One line of the job's log about this server."""
        jobs.log(self.target, self.job, event, self.server.id, **data)

    def sleep(self, seconds: float) -> None:
        """Let virtual time pass."""
        self.target.world.clock.sleep(seconds)

    def stand_still(self, stage: JobStage) -> None:
        """Let a fault script hold this server up here."""
        jobs.stand_still(self.target, self.job, stage, [self.server.id])


def begin(
    target: Target, job: Job, participant: Participant, number: int, misfortune: Misfortune
) -> Launch:
    """The `number`-th server of the job, with nothing done yet."""
    return Launch(
        target=target,
        job=job,
        server=participant.server,
        participant=participant,
        pace=pace.of_server(target.timing, job.id, number, participant.server.machine.os),
        misfortune=misfortune,
    )


def work(target: Target, job: Job, participant: Participant, number: int) -> None:
    """Launch one server of the job."""
    server, conversion = participant.server, job.conversions.get(participant.server.id)
    misfortune = (
        conversion.misfortune
        if conversion
        else ask(target.world.faults, server.id, is_drill=job.is_drill)
    )
    launch = begin(target, job, participant, number, misfortune)
    _enter(launch, "IN_PROGRESS")
    launch.sleep(launch.pace.wait)
    try:
        for stage in STAGES if conversion is None else STAGES_OF_EXTENDED:
            stage(launch)
    except LaunchFailedError as failure:
        launch.log(failure.event, rawError=failure.raw_error)
        _end(launch, succeeded=False)
    else:
        _end(launch, succeeded=True)


def _clean_up(launch: Launch) -> None:
    """A new launch terminates every previous instance of the server: drill, live, forgotten.

    userguide/failback-preparing-failover, preparing-failover. Where in the job is unverified; that
    a protected instance survives and the launch goes on is inferred.
    """
    for instance in launch.target.instances_of(launch.server.id):
        cleanup.remove(launch.target, launch.job, instance, launch.pace.cleanup)


def take_point_in_time(launch: Launch) -> None:
    """Fix the state to launch from; raises `LaunchFailedError` where there is none."""
    launch.point_in_time = recovery_points.take(
        launch.target, launch.job, launch.participant, launch.pace.snapshot
    )


def convert(launch: Launch) -> None:
    """`recoveryMode` FAST skips the conversion (user guide); what its log shows is inferred.

    A misfortune of the conversion then befalls the launch.
    """
    launch.sleep(launch.pace.volumes)
    if launch.server.launch_configuration["recoveryMode"] == "FAST":
        return
    launch.log("CONVERSION_START")
    launch.stand_still("conversion")
    if launch.misfortune.strikes("conversion"):
        launch.sleep(launch.pace.refusal)
        raise LaunchFailedError("CONVERSION_FAIL", launch.misfortune.raw_error)
    launch.sleep(launch.pace.conversion)
    launch.log("CONVERSION_END", conversionServerID=f"i-{launch.target.world.new_id(17)}")


def _launch(launch: Launch) -> None:
    launch.sleep(launch.pace.hand_over)
    launch.log("LAUNCH_START")
    launch.stand_still("launch")
    if launch.misfortune.strikes("launch", "conversion"):
        launch.sleep(launch.pace.refusal)
        raise LaunchFailedError("LAUNCH_FAILED", launch.misfortune.raw_error)
    instance_id = _run_instance(launch)
    launch.sleep(launch.pace.launch + launch.misfortune.delay)
    _adopt(launch, instance_id)
    if launch.misfortune.strikes("post-launch"):
        raise LaunchFailedError("LAUNCH_FAILED", launch.misfortune.raw_error)
    launch.log("LAUNCH_END", targetInstanceID=instance_id)


def _await_conversion(launch: Launch) -> None:
    """The staging account converts, then shares the snapshots.

    What the log of the launch shows meanwhile, and how long the sharing takes, is unverified.
    """
    conversion = launch.job.conversions[launch.server.id]
    launch.log("CONVERSION_START")
    launch.target.world.clock.wait(conversion.over)
    if conversion.failure is not None:
        raise conversion.failure
    launch.point_in_time = conversion.point_in_time
    launch.sleep(pace.of_job(launch.target.timing.sharing, launch.job.id, "sharing"))
    launch.log("CONVERSION_END")


STAGES = (_clean_up, take_point_in_time, convert, _launch)
STAGES_OF_EXTENDED = (_clean_up, _await_conversion, _launch)


def _run_instance(launch: Launch) -> str:
    try:
        return ec2.run(launch.target, launch.server, launch.job)
    except ec2.RefusedError as refused:
        launch.sleep(launch.pace.refusal)
        raise LaunchFailedError("LAUNCH_FAILED", str(refused)) from refused


def _adopt(launch: Launch, instance_id: str) -> None:
    """Make a recovery instance of the EC2 instance, stopped where the disposition says so."""
    target, server = launch.target, launch.server
    target.instances[instance_id] = RecoveryInstance(
        id=instance_id,
        arn=target.arn("recovery-instance", instance_id),
        server=server,
        job_id=launch.job.id,
        is_drill=launch.job.is_drill,
        launched=target.now(),
        point_in_time=launch.point_in_time,
    )
    server.recovery_instance_id = instance_id
    target.world.faults.launched(instance_id, server.id)
    if server.launch_configuration["launchDisposition"] == "STOPPED":
        try:
            ec2.stop(target, instance_id, launch.job.principal)
        except ec2.RefusedError as refused:
            raise LaunchFailedError("LAUNCH_FAILED", str(refused)) from refused


def _end(launch: Launch, *, succeeded: bool) -> None:
    _enter(launch, "LAUNCHED" if succeeded else "FAILED")
    launch.server.last_launch_result = "SUCCEEDED" if succeeded else "FAILED"
    launch_result(launch.target, launch.job, launch.server, succeeded=succeeded)


def _enter(launch: Launch, status: LaunchStatus) -> None:
    launch.participant.launch_status = status
    last = launch.server.last_launch
    if last is not None and last.job_id == launch.job.id:
        last.status = status
