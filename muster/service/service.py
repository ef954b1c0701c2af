"""The ports together: what every command and every reading is given."""

from dataclasses import dataclass, field

from muster.service.ports import (
    Automation,
    Clock,
    Documents,
    Foundation,
    Identity,
    Ids,
    PlanStore,
    RunTable,
)
from muster.service.reading.past import Pasts


@dataclass(frozen=True)
class Service:
    """One muster, somewhere: in an account of AWS, or in the embedded one."""

    table: RunTable
    store: PlanStore
    foundation: Foundation
    automation: Automation
    documents: Documents
    identity: Identity
    clock: Clock
    ids: Ids
    pasts: Pasts = field(default_factory=Pasts, compare=False)
