"""The EC2 instances behind recovery instances; they exist in EC2, made by the caller of DRS.

DRS works with the permissions of whoever called it (forward access sessions), so every call here is
made by the principal that started the job.
"""

from collections.abc import Sequence

from botocore.exceptions import BotoCoreError, ClientError

from muster.embedded.aws.drs import launch_templates
from muster.embedded.aws.drs.resources import Job, SourceServer
from muster.embedded.aws.drs.target import Target

BOOT_IMAGE = "ami-0d25000000000d125"  # stands for the image that DRS boots before it swaps volumes
A_DESCRIBE = 100
NOT_FOUND = "NOT_FOUND"
GONE = "InvalidInstanceID.NotFound"


class RefusedError(Exception):
    """EC2 refused; the text is what a job log's `rawError` shows."""


def run(target: Target, server: SourceServer, job: Job) -> str:
    """Launch the server's instance from its launch template; its id. Raises `RefusedError`."""
    try:
        template = launch_templates.run_parameters(target, server, job.principal)
        answer = target.ec2(job.principal).run_instances(
            ImageId=BOOT_IMAGE,
            MinCount=1,
            MaxCount=1,
            TagSpecifications=[launch_templates.specification("instance", _tags(server, job))],
            **template,
        )
    except (ClientError, BotoCoreError) as error:
        raise RefusedError(_text(error)) from error
    return str(answer["Instances"][0]["InstanceId"])


def stop(target: Target, instance_id: str, principal: str) -> None:
    """Stop an instance (launch disposition STOPPED). Raises `RefusedError`."""
    try:
        target.ec2(principal).stop_instances(InstanceIds=[instance_id])
    except (ClientError, BotoCoreError) as error:
        raise RefusedError(_text(error)) from error


def terminate(target: Target, instance_id: str, principal: str) -> None:
    """Terminate an instance, unless it is gone. Raises `RefusedError`, e.g. if it is protected."""
    try:
        target.ec2(principal).terminate_instances(InstanceIds=[instance_id])
    except ClientError as error:
        if error.response["Error"]["Code"] != GONE:
            raise RefusedError(_text(error)) from error
    except BotoCoreError as error:
        raise RefusedError(_text(error)) from error


def states(target: Target, instance_ids: Sequence[str], principal: str) -> dict[str, str]:
    """The state of each instance, as `ec2InstanceState` spells it; `NOT_FOUND` for those gone."""
    found: dict[str, str] = {}
    for start in range(0, len(instance_ids), A_DESCRIBE):
        found.update(_states(target, instance_ids[start : start + A_DESCRIBE], principal))
    return {instance_id: found.get(instance_id, NOT_FOUND) for instance_id in instance_ids}


def _states(target: Target, instance_ids: Sequence[str], principal: str) -> dict[str, str]:
    """Asked by id, which is cheap in moto; by filter where one that is gone spoils the answer."""
    ec2 = target.ec2(principal)
    try:
        answer = ec2.describe_instances(InstanceIds=list(instance_ids))
    except ClientError as error:
        if error.response["Error"]["Code"] != GONE:
            raise
        filters = [{"Name": "instance-id", "Values": list(instance_ids)}]
        answer = ec2.describe_instances(Filters=filters)
    return {
        instance["InstanceId"]: instance["State"]["Name"].upper()
        for reservation in answer["Reservations"]
        for instance in reservation["Instances"]
    }


def _tags(server: SourceServer, job: Job) -> dict[str, str]:
    """What DRS adds at launch (seen on real recovery instances); `copyTags` brings the source's."""
    copied = server.tags if server.launch_configuration["copyTags"] else {}
    return {
        **copied,
        **launch_templates.tags(server),
        "drs.amazonaws.com-source-server": server.id,
        "drs.amazonaws.com-job": job.id,
    }


def _text(error: ClientError | BotoCoreError) -> str:
    if isinstance(error, ClientError):
        return f"{error.response['Error']['Code']}: {error.response['Error']['Message']}"
    return str(error)
