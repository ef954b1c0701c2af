"""The services of ours that a world is composed of; the one place that knows them all."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from muster.embedded.aws import automation, drs, dynamodb, instance_status, service_quotas, sts
from muster.embedded.aws.automation import Settings as AutomationSettings
from muster.embedded.aws.context import Context
from muster.embedded.aws.drs import roles
from muster.embedded.aws.functions import Functions
from muster.embedded.aws.kit import Service
from muster.embedded.aws.principals import Principals
from muster.embedded.aws.reachability import Reachability
from muster.embedded.aws.shell import Shell


@dataclass(frozen=True)
class Settings:
    """How faithful and how talkative a world is, and the figures of its services.

    `throttle` switches request rates off; `journal_limit` None keeps every call.
    """

    throttle: bool = True
    journal_limit: int | None = 10_000
    automation: AutomationSettings = field(default_factory=AutomationSettings)
    drs_quotas: drs.Quotas = field(default_factory=drs.Quotas)
    drs_timing: drs.Timing = field(default_factory=drs.Timing)


class Parts:
    """The services of one world, and a hold on those that more can be done to than calling them."""

    def __init__(self, world: Context, principals: Principals, settings: Settings) -> None:
        self.drs = drs.service(world, quotas=settings.drs_quotas, timing=settings.drs_timing)
        self.reachability = Reachability(world, self.drs.targets)
        commands = settings.automation.commands or Shell(self.reachability).run
        self._ssm = automation.service(world, replace(settings.automation, commands=commands))
        self.automation = automation.automation_of(world)
        self.functions = Functions(world, world.inventory.functions)
        self._sts = sts.service(principals)
        self._dynamodb = dynamodb.service(world.clock)
        self._ec2 = instance_status.service(world)
        self._iam = roles.service(self.drs.targets)
        self._quotas = service_quotas.service()

    def services(self) -> Iterator[Service]:
        """Each service, ready to be registered."""
        yield self._sts
        yield self._dynamodb
        yield self._ec2
        yield self._iam
        yield self._quotas
        yield self.drs
        yield self.functions.service()
        yield self._ssm
