"""Who else starts runs while the plan of a case is played: one function a kind of company."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from soak.places import ACCOUNT, NEIGHBOURS, REGION

from muster.model.plan import RecoveryPlan
from muster.model.workspace import read_plan


@dataclass(frozen=True)
class Other:
    """Somebody else's run of `plan` (None: the plan of the case), begun `after` seconds."""

    plan: RecoveryPlan | None
    mode: str
    after: float = 0.0


def nobody(rng, servers):
    """There is one run."""
    return ()


def neighbour(rng, servers):
    """Another plan has a drill at the same time."""
    return (Other(_plan("neighbour", NEIGHBOURS[:2]), "drill"),)


def crowd(rng, servers):
    """Three other plans start at once, and have to share what Systems Manager runs at a time."""
    plans = [_plan(f"neighbour-{n}", [server]) for n, server in enumerate(NEIGHBOURS)]
    return tuple(Other(plan, rng.choice(["drill", "recovery"])) for plan in plans)


def sharer(rng, servers):
    """A drill of another plan wants one of the servers, too: one of both has to wait its turn."""
    plan = _plan("sharer", [rng.choice(servers), NEIGHBOURS[0]])
    return (Other(plan, "drill", rng.choice([0.0, 20.0, 60.0])),)


def recovery(rng, servers):
    """The drill's own plan is needed for a recovery."""
    return (Other(None, "recovery", rng.uniform(1.0, 150.0)),)


def recovery_of_another(rng, servers):
    """A recovery of another plan needs one of the drill's servers."""
    plan = _plan("rescue", [rng.choice(servers), NEIGHBOURS[0]])
    return (Other(plan, "recovery", rng.uniform(1.0, 150.0)),)


COMPANIES: Mapping[str, Callable] = {
    "nobody": nobody,
    "neighbour": neighbour,
    "crowd": crowd,
    "sharer": sharer,
    "recovery": recovery,
    "recovery-of-another": recovery_of_another,
}


def _plan(name, servers):
    return read_plan(
        f"""
plan: {name}
target: {{region: {REGION}, account: "{ACCOUNT}"}}
objectives: {{rto: 1h, rpo: 15m}}
groups: {{g: {{servers: [{", ".join(servers)}]}}}}
waves: [{{wave: w, groups: [g]}}]
""".encode()
    )
