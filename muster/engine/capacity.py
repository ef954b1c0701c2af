"""Whether EC2 has room for what is to be launched: pure, from what EC2 said.

No capacity is reserved by that: it says what will certainly not fit.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

STANDARD = frozenset("acdhimrtz")
"""The families of the quota "Running On-Demand Standard instances", by their first letter."""
VCPU_QUOTA = "L-1216C47A"  # Service Quotas, `ec2`: its unit is vCPUs


@dataclass(frozen=True)
class Launch:
    """What the launch template of a source server asks for; empty: it does not say."""

    server: str
    name: str
    instance_type: str
    subnet: str


@dataclass(frozen=True)
class Room:
    """What EC2 says: vCPUs by type, types running now, offered types, free addresses by subnet.

    `quota` in vCPUs; 0: not known.
    """

    quota: int
    running: Mapping[str, int]
    vcpus: Mapping[str, int]
    offered: frozenset[str]
    free: Mapping[str, int]


def is_standard(instance_type: str) -> bool:
    """Whether the type counts into the quota of standard instances."""
    return instance_type[:1] in STANDARD and not instance_type.startswith(("inf", "trn", "dl"))


def problems(launches: Sequence[Launch], room: Room) -> Iterator[tuple[str, str, str, str]]:
    """Check, what it is about, its name, and the sentence, of all that will not fit."""
    yield from _too_few_vcpus(launches, room)
    yield from _not_offered(launches, room)
    yield from _crowded(launches, room)


def _too_few_vcpus(launches: Sequence[Launch], room: Room) -> Iterator[tuple[str, str, str, str]]:
    wanted = Counter(each.instance_type for each in launches)
    needed, used = _sum(wanted, room), _sum(room.running, room)
    if room.quota and needed + used > room.quota:
        text = (
            f"the launches need {needed} vCPUs, {used} of the quota of {room.quota} are in use;"
            f" ask for more: Service Quotas, ec2, {VCPU_QUOTA}"
        )
        yield "vcpu-quota", VCPU_QUOTA, "EC2 quota", text


def _sum(types: Mapping[str, int], room: Room) -> int:
    return sum(n * room.vcpus.get(kind, 0) for kind, n in types.items() if is_standard(kind))


def _not_offered(launches: Sequence[Launch], room: Room) -> Iterator[tuple[str, str, str, str]]:
    for each in launches:
        if each.instance_type and each.instance_type not in room.offered:
            text = f"EC2 does not offer {each.instance_type} here; change its launch settings"
            yield "instance-type", each.server, each.name, text


def _crowded(launches: Sequence[Launch], room: Room) -> Iterator[tuple[str, str, str, str]]:
    wanted = Counter(each.subnet for each in launches if each.subnet)
    for subnet, servers in sorted(wanted.items()):
        free = room.free.get(subnet)
        if free is None:
            text = f"EC2 has no such subnet; {servers} servers are to be launched into it"
            yield "subnet-addresses", subnet, "subnet", text
        elif free < servers:
            text = f"{free} addresses are free, {servers} servers are to be launched into it"
            yield "subnet-addresses", subnet, "subnet", text
