"""What is examined: an installation in one account and Region, with all that it is seen through."""

from collections.abc import Callable
from dataclasses import dataclass

from muster.model.plan import RecoveryPlan
from muster.model.settings import Settings
from muster.service.deploying.ports import Stacks
from muster.service.doctor import ports
from muster.service.service import Service
from muster.service.values import Document


@dataclass(frozen=True)
class Patient:
    """`pack` gives the runbooks of the verbs, `compiled` a plan's, as muster has them now.

    `rules`: names of the event rules; `scopes`: what the Slack app needs; `own_time`: this AWS
    keeps a time of its own, as an embedded one does.
    """

    service: Service
    settings: Settings
    stack: str
    stacks: Stacks
    wall_clock: ports.WallClock
    estate: ports.Estate
    roles: ports.Roles
    quotas: ports.Quotas
    event_rules: ports.Rules
    queues: ports.Queues
    functions: ports.Functions
    alarms: ports.Alarms
    slack: ports.SlackApp
    pack: Callable[[], tuple[Document, ...]]
    compiled: Callable[[RecoveryPlan], tuple[Document, ...]]
    rules: tuple[str, ...]
    scopes: frozenset[str]
    own_time: bool = False

    @property
    def has_stack(self) -> bool:
        """Whether the hub was deployed here."""
        found = self.stacks.look(self.stack)
        return found is not None and found.is_there
