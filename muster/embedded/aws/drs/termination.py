"""One source server's part in a TERMINATE job: its recovery instances go."""

from collections.abc import Container

from muster.embedded.aws.drs import cleanup, pace
from muster.embedded.aws.drs.jobs import Work
from muster.embedded.aws.drs.resources import Job, Participant
from muster.embedded.aws.drs.target import Target


def of(instance_ids: Container[str]) -> Work:
    """The work of a job that terminates these recovery instances.

    launchStatus ends as TERMINATED (inferred from the enum), or FAILED where EC2 refused.
    """

    def work(target: Target, job: Job, participant: Participant, number: int) -> None:
        server = participant.server
        speed = pace.of_server(target.timing, job.id, number, server.machine.os)
        participant.launch_status = "IN_PROGRESS"
        target.world.clock.sleep(speed.wait)
        doomed = [i for i in target.instances_of(server.id) if i.id in instance_ids]
        gone = [cleanup.remove(target, job, instance, speed.cleanup) for instance in doomed]
        participant.launch_status = "TERMINATED" if all(gone) else "FAILED"

    return work
