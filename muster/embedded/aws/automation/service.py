"""SSM Automation as a service of the embedded AWS; everything else of `ssm` is moto's."""

from functools import partial
from weakref import WeakValueDictionary

from muster.embedded.aws.automation.automation import Automation
from muster.embedded.aws.automation.execution import Status
from muster.embedded.aws.automation.operations import OPERATIONS, SOMETIMES
from muster.embedded.aws.automation.settings import Settings
from muster.embedded.aws.context import Context
from muster.embedded.aws.kit import Service

_by_world: WeakValueDictionary[int, Automation] = WeakValueDictionary()  # lives as its world does


def service(world: Context, settings: Settings | None = None) -> Service:
    """The service `ssm` of `world`; `automation_of(world)` is what stands behind it."""
    automation = _by_world[id(world)] = Automation(world, settings)
    handlers = {name: partial(handle, automation) for name, handle in OPERATIONS.items()}
    return Service(name="ssm", handlers=handlers, rest_to_moto=True, sometimes=SOMETIMES)


def automation_of(world: Context) -> Automation:
    """The Automation behind a world's service. `KeyError` if it has none."""
    return _by_world[id(world)]


def kill_execution(world: Context, execution_id: str, status: Status = Status.FAILED) -> None:
    """Have SSM lose an execution of `world`; see `Automation.kill_execution`."""
    automation_of(world).kill_execution(execution_id, status)
