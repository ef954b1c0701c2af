"""What EC2 says of the room for launches.

Sources: DRS API, GetLaunchConfiguration; EC2 API, DescribeLaunchTemplateVersions (DRS launches by
the default version), DescribeInstanceTypes, DescribeInstanceTypeOfferings, DescribeSubnets;
Service Quotas API, GetServiceQuota.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from muster.engine.capacity import Launch, Room, quota_of
from muster.engine.items import Server
from ssm_documents.scripts.lib.clients import Where, call, client, every
from ssm_documents.scripts.lib.facts import parts

LAUNCHES = 50
"""So many servers are looked at: two calls each."""
TYPES = 100
ON_A_HOST = "host"
"""The tenancy of instances on a dedicated host, which has a quota of its own."""


def launches_of(there: Where, servers: Sequence[Server]) -> list[Launch]:
    """What the launch templates of the first servers ask for."""
    return [_launch(there, server) for server in servers[:LAUNCHES]]


def room_for(there: Where, launches: Sequence[Launch], replaced: Collection[str] = ()) -> Room:
    """What EC2 says of these launches, which replace the instances with these ids."""
    running = _running(there, replaced)
    wanted = {each.instance_type for each in launches if each.instance_type}
    quotas, untold = _quotas(there, {quota_of(kind) for kind in wanted} - {""})
    return Room(
        quotas=quotas,
        untold=untold,
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
    market = (data.get("InstanceMarketOptions") or {}).get("MarketType")
    counts = not market and (data.get("Placement") or {}).get("Tenancy") != ON_A_HOST
    kind = str(data.get("InstanceType") or "")
    return Launch(server.server, server.name, kind, subnet, counts)


def _template(there: Where, template: str) -> dict[str, Any]:
    describe = client("ec2", there).describe_launch_template_versions
    found = call(describe, LaunchTemplateId=template, Versions=["$Default"])
    return next((dict(v["LaunchTemplateData"]) for v in found["LaunchTemplateVersions"]), {})


def _running(there: Where, replaced: Collection[str]) -> dict[str, int]:
    """How many instances of each type use up the quotas of On-Demand vCPUs now."""
    states = [{"Name": "instance-state-name", "Values": ["pending", "running"]}]
    pages = every(client("ec2", there).describe_instances, "Reservations", Filters=states)
    found = (instance for page in pages for instance in page["Instances"])
    kept = (i for i in found if i["InstanceId"] not in replaced and _counts(i))
    return dict(Counter(str(instance["InstanceType"]) for instance in kept))


def _counts(instance: Mapping[str, Any]) -> bool:
    """Whether it is On-Demand; `InstanceLifecycle` is named for Spot and the like only."""
    on_a_host = (instance.get("Placement") or {}).get("Tenancy") == ON_A_HOST
    return not instance.get("InstanceLifecycle") and not on_a_host


def _quotas(there: Where, codes: Iterable[str]) -> tuple[dict[str, int], dict[str, str]]:
    """The quotas in vCPUs, and why one is not known, by code."""
    quotas, untold = {}, {}
    ask = client("service-quotas", there).get_service_quota
    for code in sorted(codes):
        try:
            found = call(ask, ServiceCode="ec2", QuotaCode=code)
            quotas[code] = int(found["Quota"]["Value"])
        except (ClientError, BotoCoreError) as error:
            untold[code] = str(error)
    return quotas, untold


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
