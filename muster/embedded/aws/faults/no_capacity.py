"""EC2 has no capacity."""

import re
from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.clock import FOREVER
from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.faults.moments import AT, FOR
from muster.embedded.aws.faults.occasions import LASTING_FIELDS, occasions
from muster.embedded.aws.forms import Field, text
from muster.embedded.aws.journal import Entry
from muster.embedded.aws.kit import AwsError

_CIDR = re.compile(r"[\d.]+/\d+")


class NoCapacity(Fault):
    """Refuses RunInstances as EC2 does (EC2 API Reference, "Error codes")."""

    def __init__(self, values: Mapping[str, Any], stage: Stage) -> None:
        self._values = values
        self._stage = stage
        self._when = occasions(values, stage.rng, lasting=True)
        self._since = stage.clock.now() + float(values.get("at", 0.0))
        self._until = self._since + float(values.get("for", FOREVER))

    def before(self, entry: Entry) -> None:
        """Refuse it, if this launch is meant and its turn has come."""
        if entry.name != "ec2:RunInstances" or not self._is_time():
            return
        if self._is_type(entry) and self._is_subnet(entry) and self._when.strike():
            kind = entry.params.get("InstanceType", "")
            text_ = f"We currently do not have sufficient {kind} capacity in the Availability Zone"
            raise AwsError("InsufficientInstanceCapacity", f"{text_} you requested.")

    def _is_time(self) -> bool:
        return self._since <= self._stage.clock.now() < self._until

    def _is_type(self, entry: Entry) -> bool:
        wanted = self._values.get("instance_type")
        return wanted is None or bool(wanted == entry.params.get("InstanceType"))

    def _is_subnet(self, entry: Entry) -> bool:
        wanted = self._values.get("subnet")
        if wanted is None:
            return True
        interfaces = entry.params.get("NetworkInterfaces") or [{}]
        asked = entry.params.get("SubnetId") or interfaces[0].get("SubnetId")
        if asked is None:
            return False
        named = self._cidr(entry, asked) if _CIDR.fullmatch(wanted) else asked
        return bool(wanted == named)

    def _cidr(self, entry: Entry, subnet_id: str) -> str:
        principal = f"arn:aws:iam::{entry.principal.account}:root"
        ec2 = self._stage.world.client("ec2", principal=principal, region=entry.region)
        found = ec2.describe_subnets(Filters=[{"Name": "subnet-id", "Values": [subnet_id]}])[
            "Subnets"
        ]
        return str(found[0]["CidrBlock"]) if found else ""


KIND = Kind(
    says="EC2 has no capacity for a while: RunInstances answers InsufficientInstanceCapacity.",
    example="no-capacity: {instance_type: c5.large, for: 30m}",
    fields={
        "instance_type": Field(
            text(r"[a-z0-9\-]+\.[a-z0-9\-]+", "an instance type such as c5.large"),
            means="for this type; usually for any",
        ),
        "subnet": Field(
            text(r"subnet-[0-9a-f]{8,17}|[\d.]+/\d+", "a subnet id or a CIDR block"),
            means="in this subnet, by id or CIDR block; usually in any",
        ),
        "at": AT,
        "for": FOR,
        **LASTING_FIELDS,
    },
    make=NoCapacity,
)
