"""The shape `ReplicationConfiguration`, with the defaults that the console offers."""

from typing import Any

from muster.embedded.aws.drs.resources import SourceServer
from muster.embedded.aws.drs.snapshots import POLICY

SECONDS = {"MINUTE": 60, "HOUR": 3_600, "DAY": 86_400}


def replication_configuration(server: SourceServer) -> dict[str, Any]:
    """How the server is replicated; plain: nothing of it can be changed here."""
    return {
        "sourceServerID": server.id,
        "name": server.machine.hostname,
        "associateDefaultSecurityGroup": True,
        "replicationServersSecurityGroupsIDs": [],
        "replicationServerInstanceType": "t3.small",
        "useDedicatedReplicationServer": False,
        "defaultLargeStagingDiskType": "GP3",
        "replicatedDisks": [
            {"deviceName": disk.device, "isBootDisk": number == 0, "stagingDiskType": "AUTO"}
            for number, disk in enumerate(server.machine.disks)
        ],
        "ebsEncryption": "DEFAULT",
        "bandwidthThrottling": 0,
        "dataPlaneRouting": "PRIVATE_IP",
        "createPublicIP": False,
        "stagingAreaTags": {},
        "pitPolicy": _pit_policy(),
        "autoReplicateNewDisks": False,
    }


def _pit_policy() -> list[dict[str, Any]]:
    return [
        {
            "ruleID": number,
            "units": rule.units,
            "interval": rule.interval // SECONDS[rule.units],
            "retentionDuration": rule.retention // SECONDS[rule.units],
            "enabled": True,
        }
        for number, rule in enumerate(POLICY, start=1)
    ]
