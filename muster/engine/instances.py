"""What an instance is to a source server: still spare, or in use; as DRS lists it, or as EC2 does.

Everybody who judges a launch or a verb reads instances in this one way.
"""

from collections.abc import Mapping
from typing import Any

NO_FAILBACK = frozenset(
    {"", "FAILBACK_NOT_STARTED", "FAILBACK_LAUNCH_STATE_NOT_AVAILABLE"}
)  # API shape RecoveryInstanceFailback
SOURCE_TAG = "AWSElasticDisasterRecoverySourceServerID"
JOB_TAG = "drs.amazonaws.com-job"
"""DRS launches with these tags: seen on real instances, not documented."""
NOT_GONE = ("pending", "running", "stopping", "stopped")
"""States of an EC2 instance that still exists (API shape InstanceState)."""
GONE = ("shutting-down", "terminated")
"""The other ones: no instance comes back from them."""


def is_there(instance: Mapping[str, Any]) -> bool:
    """Whether it exists; DRS goes on listing instances of which it knows that they are gone."""
    return instance.get("ec2InstanceState") not in {"TERMINATED", "NOT_FOUND"}


def instance_id(instance: Mapping[str, Any]) -> str:
    """Its id in EC2; empty for no instance."""
    return str(instance.get("ec2InstanceID") or instance.get("recoveryInstanceID") or "")


def is_spare(instance: Mapping[str, Any]) -> bool:
    """Whether it is a drill's and no more: one that fails back to its source is in use."""
    failback = str((instance.get("failback") or {}).get("state") or "")
    return bool(instance.get("isDrill")) and failback in NO_FAILBACK


def newest_launch(server: Mapping[str, Any]) -> Mapping[str, Any]:
    """Job and type of the newest launch (API shape LifeCycleLastLaunchInitiated), if any."""
    launch = (server.get("lifeCycle") or {}).get("lastLaunch") or {}
    return launch.get("initiated") or {}


def as_drs_lists(instance: Mapping[str, Any], server: Mapping[str, Any]) -> dict[str, Any]:
    """An EC2 instance of a source server in the words of DescribeRecoveryInstances.

    It counts as a drill's only if the server's newest launch says so.
    """
    tags = {tag["Key"]: tag["Value"] for tag in instance.get("Tags") or ()}
    job, last = str(tags.get(JOB_TAG) or ""), newest_launch(server)
    return {
        "sourceServerID": str(tags.get(SOURCE_TAG) or ""),
        "ec2InstanceID": str(instance["InstanceId"]),
        "jobID": job,
        "isDrill": bool(job) and job == last.get("jobID") and last.get("type") == "DRILL",
    }
