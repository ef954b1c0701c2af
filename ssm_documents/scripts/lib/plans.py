"""The published plan, as `muster plan publish` stored it."""

import json
from typing import Any

from muster.engine.names import PLAN_AFTER, PLAN_BEFORE
from ssm_documents.scripts.lib.here import Here, RefusedError


def load_plan(here: Here, plan: str, digest: str) -> dict[str, Any]:
    """The plan with this hash. Raises `RefusedError` if it was never published here."""
    pieces = here.table.query(f"PLAN#{plan}", f"{digest}#")
    if not pieces:
        raise RefusedError(
            f"plan {plan} ({digest[:12]}) is not in table {here.table.name};"
            " publish it again: muster plan publish"
        )
    return dict(json.loads("".join(piece["text"] for piece in pieces)))


def chosen_waves(plan: dict[str, Any], names: list[str]) -> list[dict[str, Any]]:
    """The waves to run: all, or those named and the plan's own hooks.

    Raises `RefusedError` for a name that the plan lacks.
    """
    wanted = [name for name in names if name]
    known = [wave["wave"] for wave in plan["waves"]]
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise RefusedError(
            f"plan {plan['plan']} has no wave {', '.join(unknown)}; it has {', '.join(known)}"
        )
    chosen = {*wanted, PLAN_BEFORE, PLAN_AFTER}
    return [wave for wave in plan["waves"] if not wanted or wave["wave"] in chosen]
