"""What answers on recovery instances: TCP ports and URLs, as the inventory says.

A port that the inventory does not mention is open, and a URL answers 200.
"""

from collections.abc import Iterator

from muster.embedded.aws.context import Context
from muster.embedded.aws.drs import Targets
from muster.embedded.aws.drs.resources import RecoveryInstance

HERE = frozenset({"localhost", "127.0.0.1"})
AT_ONCE, HEALTHY = 0.0, 200


class Reachability:
    """The recovery instances of one world, as somebody in their network sees them."""

    def __init__(self, world: Context, targets: Targets) -> None:
        self._world = world
        self._targets = targets
        self._servers = {server.id: server for server in world.inventory.servers}

    def is_open(self, instance_id: str, port: int) -> bool:
        """Whether the instance takes TCP connections there, now."""
        instance = self._instance(instance_id)
        if instance is None:
            return True
        opens = self._servers[instance.server.id].ports.get(port, AT_ONCE)
        return self._world.clock.now() >= instance.launched + opens

    def http_status(self, instance_id: str, port: int, path: str) -> int | None:
        """The status that a GET gets; None where nobody listens."""
        if not self.is_open(instance_id, port):
            return None
        instance = self._instance(instance_id)
        known = self._servers[instance.server.id].http if instance is not None else {}
        return known.get(f"{port}{path}", HEALTHY)

    def behind(self, host: str, instance_id: str) -> str | None:
        """The running instance that a program on `instance_id` finds under `host`, if any.

        By `localhost` or a private address; names are not resolved.
        """
        if host in HERE:
            return instance_id
        return next((one for one in self._with_address(host)), None)

    def _instance(self, instance_id: str) -> RecoveryInstance | None:
        places = self._world.inventory.places()
        found = (self._targets.at(*place).instances.get(instance_id) for place in places)
        return next((instance for instance in found if instance is not None), None)

    def _with_address(self, address: str) -> Iterator[str]:
        filters = [
            {"Name": "private-ip-address", "Values": [address]},
            {"Name": "instance-state-name", "Values": ["running"]},
        ]
        for account, region in self._world.inventory.places():
            root = f"arn:aws:iam::{account}:root"
            ec2 = self._world.client("ec2", principal=root, region=region)
            for reservation in ec2.describe_instances(Filters=filters)["Reservations"]:
                yield from (str(one["InstanceId"]) for one in reservation["Instances"])
