"""Where a ready-made fault strikes: in the drill's most telling wave, not just anywhere. Pure."""

from dataclasses import replace

from muster.embedded.aws.faults import launch_failure
from muster.embedded.aws.faults.script import FaultScript
from muster.embedded.aws.seeds import Inventory
from muster.entrypoints.local.material import Material
from muster.model.base import Mode
from muster.model.groups import ProtectionGroup
from muster.model.plan import RecoveryPlan

CAPACITY = "capacity"
"""The ready-made script that is aimed."""


def aimed(material: Material) -> Material:
    """The same, but the launch that fails is one of the first wave that waits for approval.

    So a newcomer first sees a wave succeed. Without such a wave, everything stays as it is.
    """
    server = _server(material.plans[0], material.inventory)
    return replace(material, faults=_at(material.faults, server)) if server else material


def _at(faults: FaultScript, server: str) -> FaultScript:
    return FaultScript(
        tuple(
            (kind, {**values, "server": server} if kind is launch_failure.KIND else values)
            for kind, values in faults.specifications
        )
    )


def _server(plan: RecoveryPlan, inventory: Inventory) -> str:
    waves = [wave for wave in plan.order() if wave.approval_in(Mode.DRILL)]
    found = (
        server
        for wave in waves
        for name in wave.groups
        for server in _of(plan.groups[name], inventory)
    )
    return next(found, "")


def _of(group: ProtectionGroup, inventory: Inventory) -> list[str]:
    if group.servers:
        return list(group.servers)
    wanted = group.tags.items()
    return [server.id for server in inventory.servers if wanted <= dict(server.tags).items()]
