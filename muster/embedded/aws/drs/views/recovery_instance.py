"""The shape `RecoveryInstance`, from the API model; no real sample was at hand."""

from typing import Any

from muster.embedded.aws.drs.iso8601 import timestamp
from muster.embedded.aws.drs.resources import RecoveryInstance
from muster.embedded.aws.drs.views.source_server import AGENT_VERSION


def recovery_instance(instance: RecoveryInstance, ec2_state: str) -> dict[str, Any]:
    """The recovery instance, with the state of its EC2 instance (`RUNNING`, `NOT_FOUND`, …)."""
    replicating = "DISCONNECTED" if instance.disconnected else "NOT_STARTED"
    return {
        "recoveryInstanceID": instance.id,
        "ec2InstanceID": instance.id,
        "ec2InstanceState": ec2_state,
        "sourceServerID": instance.server.id,
        "jobID": instance.job_id,
        "isDrill": instance.is_drill,
        "arn": instance.arn,
        "tags": dict(instance.tags),
        "pointInTimeSnapshotDateTime": timestamp(instance.point_in_time),
        "failback": {"state": "FAILBACK_NOT_STARTED"},
        "dataReplicationInfo": {"dataReplicationState": replicating},
        "recoveryInstanceProperties": _properties(instance),
        "originEnvironment": "ON_PREMISES",
        "agentVersion": AGENT_VERSION,
    }


def _properties(instance: RecoveryInstance) -> dict[str, Any]:
    machine = instance.server.machine
    return {
        "lastUpdatedDateTime": timestamp(instance.launched),
        "identificationHints": {"hostname": machine.hostname, "awsInstanceID": instance.id},
        "disks": [
            {"internalDeviceName": disk.device, "bytes": disk.size} for disk in machine.disks
        ],
        "ramBytes": machine.ram_bytes,
        "os": {"fullString": machine.os},
    }
