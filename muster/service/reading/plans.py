"""The published plans."""

from dataclasses import dataclass

from muster.engine.items import read
from muster.service.keys import PLANS
from muster.service.service import Service


@dataclass(frozen=True)
class PublishedPlan:
    """A plan that can be run here; `hash` is of the version that its documents carry out."""

    plan: str
    hash: str = ""
    description: str = ""
    owner: str = ""
    priority: int = 0


def published_plans(service: Service) -> tuple[PublishedPlan, ...]:
    """All of them, by name."""
    return tuple(read(PublishedPlan, item) for item in service.table.items(PLANS))
