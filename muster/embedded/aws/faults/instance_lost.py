"""A recovery instance is terminated from outside."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.faults import outsider
from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.faults.occasions import OCCASION_FIELDS, occasions
from muster.embedded.aws.faults.servers import SERVER, is_meant
from muster.embedded.aws.forms import Field, seconds


class InstanceLost(Fault):
    """Has somebody else terminate an instance in EC2, some time after its launch."""

    def __init__(self, values: Mapping[str, Any], stage: Stage) -> None:
        self._values = values
        self._stage = stage
        self._when = occasions(values, stage.rng)

    def launched(self, instance_id: str, source_server_id: str) -> None:
        """Wait for its time, if this launch is meant and its turn has come."""
        if is_meant(self._values, source_server_id) and self._when.strike():
            delay = float(self._values.get("after", 0.0))
            self._stage.clock.after(delay, lambda: self._terminate(instance_id, source_server_id))

    def _terminate(self, instance_id: str, source_server_id: str) -> None:
        servers = self._stage.world.inventory.servers
        home = next(one for one in servers if one.id == source_server_id)
        outsider.act(
            self._stage,
            home,
            "ec2",
            lambda ec2: ec2.terminate_instances(InstanceIds=[instance_id]),
        )


KIND = Kind(
    says="Somebody else terminates a recovery instance in EC2; DRS is not told.",
    example="instance-lost: {server: any, after: 2m}",
    fields={
        "server": SERVER,
        "after": Field(seconds, means="so long after its launch; usually at once"),
        **OCCASION_FIELDS,
    },
    make=InstanceLost,
)
