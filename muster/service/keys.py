"""Where publishing puts things in the run table, beside the plan's pieces and the people.

The rest of the table is laid out in `muster.engine.keys`.
"""

from muster.engine.keys import Key

PLANS = "PLANS#"
RUNS = "RUNS#"


def plan_version_key(plan: str, digest: str) -> Key:
    """One published version of a plan."""
    return f"PLAN#{plan}", f"VERSION#{digest}"


def plan_current_key(plan: str) -> Key:
    """Which version of a plan its documents carry out now."""
    return f"PLAN#{plan}", "CURRENT"


def plans_key(plan: str) -> Key:
    """The entry of a plan in the list of all published plans."""
    return PLANS, plan
