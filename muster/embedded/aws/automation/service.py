"""SSM Automation as a service of the embedded AWS; everything else of `ssm` is moto's."""

from functools import partial

from muster.embedded.aws.automation.automation import Automation
from muster.embedded.aws.automation.operations import OPERATIONS
from muster.embedded.aws.automation.settings import Settings
from muster.embedded.aws.context import Context
from muster.embedded.aws.kit import Service


def service(
    world: Context, settings: Settings | None = None, *, automation: Automation | None = None
) -> Service:
    """The service `ssm` of `world`.

    Hand in an `automation` to keep a hold of it: `kill_execution`, `before_script_call`.
    """
    engine = automation or Automation(world, settings)
    handlers = {name: partial(handle, engine) for name, handle in OPERATIONS.items()}
    return Service(name="ssm", handlers=handlers, rest_to_moto=True)
