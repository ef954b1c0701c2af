"""What one seed means: a plan, an inventory, what goes wrong, and how people act.

A case is small on purpose (at most 6 waves and 30 servers, most have two or three of each), so that
hundreds of them can be played while somebody waits. The same seed is the same case, everywhere.
"""

import json
import random
from dataclasses import dataclass

from soak.company import COMPANIES
from soak.inventories import inventory
from soak.misfortunes.chosen import misfortunes
from soak.plans import drawn_plan

from muster.model.plan import RecoveryPlan
from muster.model.workspace import read_plan

TEMPERS = ("retry", "retry", "retry", "skip", "abort", "cancel", "pause")
"""What people do about a run: how they answer a failed wave, or what they do in the middle."""


@dataclass(frozen=True)
class Case:
    """One seed, drawn. `servers` are the plan's, `temper` is one of `TEMPERS`.

    `in_the_hub` are those that are recovered in the hub's account.
    `company` is one of `COMPANIES`: who else starts runs. `is_heard`: events reach a consumer, and
    a reconciler looks after the runs.
    """

    seed: int
    plan: RecoveryPlan
    servers: tuple[str, ...]
    inventory: str
    faults: str
    mode: str
    temper: str
    company: str
    is_heard: bool
    listing_lag: float
    in_the_hub: tuple[str, ...]

    @property
    def has_small_quotas(self) -> bool:
        """Whether DRS allows less than it usually does."""
        return '"quota"' in self.faults

    @property
    def makes_way(self) -> bool:
        """Whether somebody needs the servers of this drill for a recovery."""
        return self.company in ("recovery", "recovery-of-another")


def draw(seed: int) -> Case:
    """The case of a seed."""

    def chance(of: str) -> random.Random:
        return random.Random(f"soak/{seed}/{of}")

    people = chance("people")
    mode = people.choice(["drill", "drill", "recovery"])
    document, servers, elsewhere = drawn_plan(chance("plan"), mode)
    is_heard = people.random() < 0.15
    here = tuple(server for server in servers if server not in elsewhere)
    wrong = misfortunes(chance("misfortunes"), servers, is_heard=is_heard)
    return Case(
        seed=seed,
        plan=read_plan(json.dumps(document).encode()),
        servers=tuple(servers),
        inventory=json.dumps(inventory(chance("inventory"), servers, elsewhere)),
        faults=json.dumps({"faults": wrong}) if wrong else "",
        mode=mode,
        temper=people.choice(TEMPERS),
        company=_company(people, mode, here),
        is_heard=is_heard,
        listing_lag=people.choice([0.0, 0.0, 10.0, 60.0]),
        in_the_hub=here,
    )


def _company(rng, mode, servers):
    kind = rng.choice(["nobody"] * 12 + sorted(COMPANIES))
    shares = kind not in ("nobody", "neighbour", "crowd")
    return "neighbour" if shares and (mode == "recovery" or not servers) else kind
