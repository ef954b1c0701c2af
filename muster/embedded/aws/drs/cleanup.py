"""Getting rid of a recovery instance: terminate it in EC2, then forget it.

TerminateRecoveryInstances (API page): terminates the EC2 resources, then deletes the recovery
instance from DRS. The job log items and the time it takes are inferred.
"""

from muster.embedded.aws.drs import ec2, jobs
from muster.embedded.aws.drs.resources import Job, RecoveryInstance
from muster.embedded.aws.drs.target import Target


def remove(target: Target, job: Job, instance: RecoveryInstance, seconds: float) -> bool:
    """Terminate the instance and forget it, which takes `seconds`; False if EC2 refused.

    EC2 refuses where termination protection is on (userguide/best_practices_drs names it as the
    defence); the instance then stays.
    """
    server_id = instance.server.id
    jobs.log(target, job, "CLEANUP_START", server_id)
    try:
        ec2.terminate(target, instance.id, job.principal)
    except ec2.RefusedError as refused:
        jobs.log(target, job, "CLEANUP_FAIL", server_id, rawError=str(refused))
        return False
    target.world.clock.sleep(seconds)
    forget(target, instance)
    jobs.log(target, job, "CLEANUP_END", server_id)
    return True


def forget(target: Target, instance: RecoveryInstance) -> None:
    """DRS no longer knows the instance, for it is gone."""
    target.instances.pop(instance.id, None)
    unlink(instance)


def unlink(instance: RecoveryInstance) -> None:
    """DRS no longer shows the instance, nor its source server's link to it."""
    instance.deleted = True
    if instance.server.recovery_instance_id == instance.id:
        instance.server.recovery_instance_id = None
