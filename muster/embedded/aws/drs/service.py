"""DRS as the front takes it: a name, a handler for each operation, and the state to seed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from muster.embedded.aws.context import Context
from muster.embedded.aws.drs import errors
from muster.embedded.aws.drs.operations import OPERATIONS, WORKS_UNINITIALIZED, Operation
from muster.embedded.aws.drs.seed import seed
from muster.embedded.aws.drs.settings import Quotas, Timing
from muster.embedded.aws.drs.target import Targets
from muster.embedded.aws.kit import Call, Handler, Service

QUOTAS, TIMING = Quotas(), Timing()


@dataclass(frozen=True, kw_only=True)
class Drs(Service):
    """The service and its state; `targets.at(account, region)` is DRS in one place."""

    targets: Targets


def service(world: Context, *, quotas: Quotas = QUOTAS, timing: Timing = TIMING) -> Drs:
    """DRS in `world`, with the source servers of the world's inventory.

    Recovery instances that run from the beginning are launched here, through the world's clients.
    Raises `ValueError` where the inventory is wrong.
    """
    targets = Targets(world, quotas, timing)
    seed(targets, world.inventory)
    handlers = {name: _handler(targets, name, run) for name, run in OPERATIONS.items()}
    return Drs(name="drs", handlers=handlers, targets=targets)


def _handler(targets: Targets, name: str, run: Operation) -> Handler:
    def handle(call: Call) -> Mapping[str, Any]:
        target = targets.at(call.account, call.region)
        if not target.initialized and name not in WORKS_UNINITIALIZED:
            raise errors.uninitialized()
        return run(target, call)

    return handle
