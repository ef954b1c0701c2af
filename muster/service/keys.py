"""Where publishing puts things in the run table, beside the plan's pieces and the people.

The rest of the table is laid out in `muster.engine.keys`.
"""

from muster.engine.keys import Key

PLANS = "PLANS#"
RUNS = "RUNS#"


RELEASES = "RELEASE#"
"""How the sort keys of a plan's releases begin."""


def plan_release_key(plan: str, number: int) -> Key:
    """One release of a plan, counted from 1: what was published at one time."""
    return f"PLAN#{plan}", f"{RELEASES}{number:06d}"


def plans_key(plan: str) -> Key:
    """The entry of a plan in the list of all published plans."""
    return PLANS, plan
