"""Whether EC2 has room for what is to be launched: pure, from what EC2 said.

No capacity is reserved by that: it says what will certainly not fit.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from muster.engine.counts import counted

VCPU_QUOTAS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "L-1216C47A": ("Standard", ("a", "c", "d", "h", "hs", "i", "im", "is", "m", "r", "t", "z")),
    "L-DB2E81BA": ("G and VT", ("g", "gr", "vt")),
    "L-417A185B": ("P", ("p",)),
    "L-7295265B": ("X", ("x",)),
    "L-74FC7D96": ("F", ("f",)),
    "L-1945791B": ("Inf", ("inf",)),
    "L-2C3B7624": ("Trn", ("trn",)),
    "L-6E869C2A": ("DL", ("dl",)),
    "L-43DA4232": ("High Memory", ("u",)),
    "L-F7808C92": ("HPC", ("hpc",)),
}
"""Running On-Demand instances in vCPUs (EC2 User Guide, ec2-on-demand-instances): name and the
letters that a type begins with, by quota code of the service `ec2`."""
_BY_LETTERS = {each: code for code, (_, letters) in VCPU_QUOTAS.items() for each in letters}


@dataclass(frozen=True)
class Launch:
    """What the launch template of a source server asks for; empty: it does not say.

    `counts`: whether it uses up a quota of On-Demand vCPUs: not Spot, not on a dedicated host.
    """

    server: str
    name: str
    instance_type: str
    subnet: str
    counts: bool = True


@dataclass(frozen=True)
class Room:
    """What EC2 says: vCPUs by type, types running now, offered types, free addresses by subnet.

    `quotas` in vCPUs by code; `untold`: why a quota is not known, by code. `running` counts what
    uses up these quotas and is not replaced by the launches.
    """

    quotas: Mapping[str, int]
    running: Mapping[str, int]
    vcpus: Mapping[str, int]
    offered: frozenset[str]
    free: Mapping[str, int]
    untold: Mapping[str, str] = field(default_factory=dict)


def quota_of(instance_type: str) -> str:
    """The code of the quota that a type uses up; empty if it is not known, or none."""
    letters = re.match("[a-z]*", instance_type)
    return _BY_LETTERS.get(letters[0] if letters else "", "")


def problems(launches: Sequence[Launch], room: Room) -> Iterator[tuple[str, str, str, str]]:
    """Check, what it is about, its name, and the sentence, of all that will not fit."""
    possible = {*room.offered, ""}
    counted = Counter(
        each.instance_type for each in launches if each.counts and each.instance_type in possible
    )
    yield from _too_few_vcpus(counted, room)
    yield from _not_counted(counted, room)
    yield from _not_offered(launches, room)
    yield from _crowded(launches, room)


def _too_few_vcpus(wanted: Mapping[str, int], room: Room) -> Iterator[tuple[str, str, str, str]]:
    for code in sorted({quota_of(kind) for kind in wanted} - {""}):
        name = f"EC2 quota of {VCPU_QUOTAS[code][0]} instances"
        needed, used = _sum(code, wanted, room), _sum(code, room.running, room)
        if code not in room.quotas:
            why = room.untold.get(code) or "AWS does not say"
            text = f"whether it leaves room for {needed} vCPUs is not known: {why}"
            yield "not-looked-at", code, name, text[:300]
        elif needed + used > room.quotas[code]:
            text = (
                f"the launches need {needed} vCPUs, {used} of the quota of {room.quotas[code]} are"
                f" in use; ask for more: Service Quotas, ec2, {code}"
            )
            yield "vcpu-quota", code, name, text


def _sum(code: str, types: Mapping[str, int], room: Room) -> int:
    return sum(n * room.vcpus.get(kind, 0) for kind, n in types.items() if quota_of(kind) == code)


def _not_counted(wanted: Mapping[str, int], room: Room) -> Iterator[tuple[str, str, str, str]]:
    """Types of which it is not known how many vCPUs they take of which quota."""
    for kind, servers in sorted(wanted.items()):
        if not kind:
            text = counted(servers, "launch template names", "launch templates name")
            text += " no instance type"
            yield "not-looked-at", "", "EC2 quotas", text
        elif not (quota_of(kind) and room.vcpus.get(kind)):
            text = f"which quota {counted(servers, 'instance')} of {kind} would use up is not known"
            yield "not-looked-at", kind, "EC2 quotas", text


def _not_offered(launches: Sequence[Launch], room: Room) -> Iterator[tuple[str, str, str, str]]:
    for each in launches:
        if each.instance_type and each.instance_type not in room.offered:
            text = f"EC2 does not offer {each.instance_type} here; change its launch settings"
            yield "instance-type", each.server, each.name, text


def _crowded(launches: Sequence[Launch], room: Room) -> Iterator[tuple[str, str, str, str]]:
    wanted = Counter(each.subnet for each in launches if each.subnet)
    for subnet, servers in sorted(wanted.items()):
        free = room.free.get(subnet)
        wanting = counted(servers, "server is to be launched", "servers are to be launched")
        if free is None:
            text = f"EC2 has no such subnet; {wanting} into it"
            yield "subnet-addresses", subnet, "subnet", text
        elif free < servers:
            text = f"{counted(free, 'address is', 'addresses are')} free, {wanting} into it"
            yield "subnet-addresses", subnet, "subnet", text
