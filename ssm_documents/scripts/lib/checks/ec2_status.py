"""Both of EC2's status checks must say `ok` (EC2 API, DescribeInstanceStatus)."""

from collections.abc import Mapping, Sequence
from typing import Any

from botocore.exceptions import ClientError

from muster.engine.items import Server
from ssm_documents.scripts.lib.clients import Where, client, error_code, every
from ssm_documents.scripts.lib.commands import with_instances
from ssm_documents.scripts.lib.facts import parts
from ssm_documents.scripts.lib.here import Here

LOOKED_AT = 100


def ask_ec2(here: Here, _check: Mapping[str, Any], servers: Sequence[Server]) -> dict[str, str]:
    """Why each server does not pass."""
    found: dict[str, str] = {}
    for place, there in with_instances(here, servers):
        found |= _status_of(place, [server.instance for server in there])
    return {s.server: found.get(s.instance, "EC2 knows no such instance") for s in servers}


def _status_of(place: Where, instances: Sequence[str]) -> dict[str, str]:
    found = [status for part in parts(instances, LOOKED_AT) for status in statuses(place, part)]
    return {status["InstanceId"]: _in_words(status) for status in found}


def statuses(place: Where | str, instances: Sequence[str]) -> list[dict[str, Any]]:
    """The status of each instance; EC2 refuses all for one that it does not know (any more)."""
    describe = client("ec2", place).describe_instance_status
    try:
        return every(describe, "InstanceStatuses", InstanceIds=instances, IncludeAllInstances=True)
    except ClientError as error:
        if not error_code(error).startswith("InvalidInstanceID"):
            raise
    return [s for one in instances if len(instances) > 1 for s in statuses(place, [one])]


def _in_words(status: dict[str, Any]) -> str:
    state = status["InstanceState"]["Name"]
    checks = {status["SystemStatus"]["Status"], status["InstanceStatus"]["Status"]}
    passes = state == "running" and checks == {"ok"}
    return "" if passes else f"{state}, {'/'.join(sorted(checks))}"
