"""What EC2 says of recovery instances: their private addresses (EC2 API, DescribeInstances)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from muster.engine.items import Server
from ssm_documents.scripts.lib.clients import Where, call, client, every
from ssm_documents.scripts.lib.commands import with_instances
from ssm_documents.scripts.lib.facts import parts
from ssm_documents.scripts.lib.here import Here

DESCRIBED = 100


def addresses(here: Here, servers: Sequence[Server]) -> dict[str, str]:
    """Instance id to private IPv4 address, of those that EC2 knows."""
    found = described(here, servers)
    return {name: str(instance.get("PrivateIpAddress") or "") for name, instance in found.items()}


def described(
    here: Here, servers: Sequence[Server], first: Callable[..., Any] = call
) -> dict[str, Mapping[str, Any]]:
    """The instances of servers that EC2 knows, by their ids; `first` is as for `every`."""
    return {
        str(instance["InstanceId"]): instance
        for place, there in with_instances(here, servers)
        for part in parts([server.instance for server in there], DESCRIBED)
        for instance in _described(place, part, first)
    }


def _described(
    place: Where, instances: Sequence[str], first: Callable[..., Any]
) -> list[dict[str, Any]]:
    filters = [{"Name": "instance-id", "Values": list(instances)}]
    describe = client("ec2", place).describe_instances
    pages = every(describe, "Reservations", first, Filters=filters)
    return [instance for page in pages for instance in page["Instances"]]
