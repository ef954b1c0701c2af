"""The shape `SourceServer` (and `DataReplicationInfo`, `LifeCycle`, `SourceProperties` within it).

Members follow the six servers of the captured drill of 2022-12-07; `stagingArea`,
`replicationDirection` and `agentVersion` came later and follow the model alone.
"""

from typing import Any

from muster.embedded.aws.drs import replication
from muster.embedded.aws.drs.iso8601 import duration, timestamp
from muster.embedded.aws.drs.resources import LastLaunch, SourceServer

AGENT_VERSION = "6.45.1"
CPU_MODEL = "Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz"
FIRST_BYTE_AFTER = 58.0  # seconds from registration to the first byte, as captured
LAST_SEEN_AGO = 24.0  # seconds; the agent of a healthy server calls home about every minute
INITIATION = (
    "WAIT",
    "CREATE_SECURITY_GROUP",
    "LAUNCH_REPLICATION_SERVER",
    "BOOT_REPLICATION_SERVER",
    "AUTHENTICATE_WITH_SERVICE",
    "DOWNLOAD_REPLICATION_SOFTWARE",
    "CREATE_STAGING_DISKS",
    "ATTACH_STAGING_DISKS",
    "PAIR_REPLICATION_SERVER_WITH_AGENT",
    "CONNECT_AGENT_TO_REPLICATION_SERVER",
    "START_DATA_TRANSFER",
)


def source_server(
    server: SourceServer, now: float, region: str, out_of_reach: str = ""
) -> dict[str, Any]:
    """The source server as DescribeSourceServers shows it at `now`.

    `out_of_reach`: why DRS cannot reach the staging source server of an extended one.
    """
    shown = {
        "sourceServerID": server.id,
        "arn": server.arn,
        "tags": dict(server.tags),
        "lastLaunchResult": server.last_launch_result,
        "dataReplicationInfo": _data_replication_info(server, now, region),
        "lifeCycle": _life_cycle(server, now),
        "sourceProperties": _source_properties(server),
        "stagingArea": _staging_area(server, out_of_reach),
        "replicationDirection": "FAILOVER",
        "agentVersion": AGENT_VERSION,
    }
    if server.recovery_instance_id:
        shown["recoveryInstanceId"] = server.recovery_instance_id
    return shown


def _staging_area(server: SourceServer, out_of_reach: str) -> dict[str, Any]:
    """API_StagingArea; who is not extended shows no account, as far as is known."""
    if server.extension is None:
        return {"status": "NOT_EXTENDED"}
    return {
        "status": "EXTENSION_ERROR" if out_of_reach else "EXTENDED",
        "stagingAccountID": server.extension.account,
        "stagingSourceServerArn": server.extension.server.arn,
        **({"errorMessage": out_of_reach} if out_of_reach else {}),
    }


def _data_replication_info(server: SourceServer, now: float, region: str) -> dict[str, Any]:
    state = server.replication.state
    info: dict[str, Any] = {
        "dataReplicationState": state,
        "replicatedDisks": _replicated_disks(server),
        "dataReplicationInitiation": _initiation(server),
        "stagingAvailabilityZone": f"{region}a",
    }
    if state not in {"DISCONNECTED", "STOPPED"}:  # the page of DisconnectSourceServer: nullified
        info["lagDuration"] = duration(replication.lag(server.replication, now))
    if state == "STALLED":
        info["dataReplicationError"] = {"error": "AGENT_NOT_SEEN"}
    return info


def _replicated_disks(server: SourceServer) -> list[dict[str, Any]]:
    """DisconnectSourceServer sets `totalStorageBytes` to zero; the copied share is inferred."""
    state = server.replication.state
    copied = 0 if state in replication.UNFINISHED else 1
    return [
        {
            "deviceName": disk.device,
            "totalStorageBytes": 0 if state == "DISCONNECTED" else disk.size,
            "replicatedStorageBytes": disk.size * copied,
            "rescannedStorageBytes": disk.size * copied,
            "backloggedStorageBytes": 0,
        }
        for disk in server.machine.disks
    ]


def _initiation(server: SourceServer) -> dict[str, Any]:
    done = "IN_PROGRESS" if server.replication.state == "INITIATING" else "SUCCEEDED"
    return {
        "startDateTime": timestamp(server.created),
        "steps": [{"name": name, "status": done} for name in INITIATION],
    }


def _life_cycle(server: SourceServer, now: float) -> dict[str, Any]:
    first_byte = server.created + FIRST_BYTE_AFTER
    halted = server.replication.halted_at
    return {
        "addedToServiceDateTime": timestamp(server.created),
        "firstByteDateTime": timestamp(first_byte),
        "elapsedReplicationDuration": duration(now - first_byte),
        "lastSeenByServiceDateTime": timestamp(now - LAST_SEEN_AGO if halted is None else halted),
        "lastLaunch": _last_launch(server.last_launch),
    }


def _last_launch(launch: LastLaunch | None) -> dict[str, Any]:
    if launch is None:
        return {"initiated": {}}  # as captured from servers that were never launched
    return {
        "initiated": {
            "apiCallDateTime": timestamp(launch.called_at),
            "jobID": launch.job_id,
            "type": "DRILL" if launch.is_drill else "RECOVERY",
        },
        "status": launch.status,
    }


def _source_properties(server: SourceServer) -> dict[str, Any]:
    machine = server.machine
    return {
        "lastUpdatedDateTime": timestamp(server.created),
        "recommendedInstanceType": machine.instance_type,
        "identificationHints": {"hostname": machine.hostname, "fqdn": machine.hostname},
        "networkInterfaces": [],
        "disks": [{"deviceName": disk.device, "bytes": disk.size} for disk in machine.disks],
        "cpus": [{"cores": 1, "modelName": CPU_MODEL} for _ in range(machine.cores)],
        "ramBytes": machine.ram_bytes,
        "os": {"fullString": machine.os},
        "supportsNitroInstances": True,
    }
