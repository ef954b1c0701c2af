"""What EC2 says of the room for launches.

Sources: DRS API, GetLaunchConfiguration; EC2 API, DescribeLaunchTemplateVersions (DRS launches by
the default version), DescribeInstanceTypes, DescribeInstanceTypeOfferings, DescribeSubnets;
Service Quotas API, GetServiceQuota.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from muster.engine.capacity import VCPU_QUOTA, Launch, Room
from muster.engine.items import Server
from ssm_documents.scripts.lib.clients import Where, call, client, every
from ssm_documents.scripts.lib.facts import parts

LAUNCHES = 50
"""So many servers are looked at: two calls each."""
TYPES = 100


def launches_of(there: Where, servers: Sequence[Server]) -> list[Launch]:
    """What the launch templates of the first servers ask for."""
    return [_launch(there, server) for server in servers[:LAUNCHES]]


def room_for(there: Where, launches: Sequence[Launch]) -> Room:
    """What EC2 says of these launches."""
    running = _running(there)
    wanted = {each.instance_type for each in launches if each.instance_type}
    return Room(
        quota=_quota(there),
        running=running,
        vcpus=_vcpus(there, wanted | set(running)),
        offered=_offered(there, wanted),
        free=_free(there, {each.subnet for each in launches if each.subnet}),
    )


def _launch(there: Where, server: Server) -> Launch:
    found = call(client("drs", there).get_launch_configuration, sourceServerID=server.server)
    template = found.get("ec2LaunchTemplateID")
    data = _template(there, template) if template else {}
    interfaces = data.get("NetworkInterfaces") or ()
    subnet = next((str(each["SubnetId"]) for each in interfaces if each.get("SubnetId")), "")
    return Launch(server.server, server.name, str(data.get("InstanceType") or ""), subnet)


def _template(there: Where, template: str) -> dict[str, Any]:
    describe = client("ec2", there).describe_launch_template_versions
    found = call(describe, LaunchTemplateId=template, Versions=["$Default"])
    return next((dict(v["LaunchTemplateData"]) for v in found["LaunchTemplateVersions"]), {})


def _running(there: Where) -> dict[str, int]:
    """How many instances of each type run now."""
    states = [{"Name": "instance-state-name", "Values": ["pending", "running"]}]
    pages = every(client("ec2", there).describe_instances, "Reservations", Filters=states)
    return dict(Counter(str(i["InstanceType"]) for page in pages for i in page["Instances"]))


def _quota(there: Where) -> int:
    ask = client("service-quotas", there).get_service_quota
    found = call(ask, ServiceCode="ec2", QuotaCode=VCPU_QUOTA)
    return int(found["Quota"]["Value"])


def _vcpus(there: Where, types: Iterable[str]) -> dict[str, int]:
    """VCPUs by type; EC2 refuses all for one that it does not know, so it is filtered."""
    ask = client("ec2", there).describe_instance_types
    found = [
        kind
        for part in parts(sorted(types), TYPES)
        for kind in every(ask, "InstanceTypes", Filters=_named("instance-type", part))
    ]
    return {str(kind["InstanceType"]): int(kind["VCpuInfo"]["DefaultVCpus"]) for kind in found}


def _offered(there: Where, types: Iterable[str]) -> frozenset[str]:
    ask = client("ec2", there).describe_instance_type_offerings
    found = [
        offer
        for part in parts(sorted(types), TYPES)
        for offer in every(ask, "InstanceTypeOfferings", Filters=_named("instance-type", part))
    ]
    return frozenset(str(offer["InstanceType"]) for offer in found)


def _free(there: Where, subnets: Iterable[str]) -> dict[str, int]:
    """Free addresses by subnet; a subnet that is gone is left out."""
    ask = client("ec2", there).describe_subnets
    found = [
        subnet
        for part in parts(sorted(subnets), TYPES)
        for subnet in every(ask, "Subnets", Filters=_named("subnet-id", part))
    ]
    return {str(subnet["SubnetId"]): int(subnet["AvailableIpAddressCount"]) for subnet in found}


def _named(name: str, values: Sequence[str]) -> list[dict[str, Any]]:
    return [{"Name": name, "Values": list(values)}]
