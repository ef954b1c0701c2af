"""Private addresses of instances (EC2 API, DescribeInstances)."""

from collections.abc import Sequence

from muster.engine.items import Server
from ssm_documents.scripts.lib.clients import Where, client, every
from ssm_documents.scripts.lib.commands import with_instances
from ssm_documents.scripts.lib.facts import parts
from ssm_documents.scripts.lib.here import Here

DESCRIBED = 100


def addresses(here: Here, servers: Sequence[Server]) -> dict[str, str]:
    """Instance id to private IPv4 address, of those that EC2 knows."""
    return {
        str(found["InstanceId"]): str(found.get("PrivateIpAddress") or "")
        for place, there in with_instances(here, servers)
        for part in parts([server.instance for server in there], DESCRIBED)
        for found in _described(place, part)
    }


def _described(place: Where, instances: Sequence[str]) -> list[dict[str, object]]:
    filters = [{"Name": "instance-id", "Values": list(instances)}]
    pages = every(client("ec2", place).describe_instances, "Reservations", Filters=filters)
    return [instance for page in pages for instance in page["Instances"]]
