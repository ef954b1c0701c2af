"""A plan as it was published, read again as the model that it was."""

import json

from pydantic import ValidationError

from muster.engine.keys import plan_current_key
from muster.model.plan import RecoveryPlan
from muster.service.errors import MissingError
from muster.service.ports import RunTable


def current_hash(table: RunTable, plan: str) -> str:
    """Which version of the plan its documents carry out. Raises `MissingError` if there is none."""
    found = str(table.item(plan_current_key(plan)).get("hash") or "")
    if not found:
        raise MissingError(f"no plan {plan} is published here", "the plans: `/dr plans`")
    return found


def published_plan(table: RunTable, plan: str, digest: str) -> RecoveryPlan:
    """The version `digest` of a plan. Raises `MissingError` if it is not there, or not readable."""
    pieces = table.items(f"PLAN#{plan}", f"{digest}#")
    publish = "publish it again: `muster plan publish`"
    if not pieces:
        raise MissingError(f"version {digest[:12]} of plan {plan} is not published here", publish)
    try:
        return RecoveryPlan.model_validate(json.loads("".join(str(p["text"]) for p in pieces)))
    except (ValueError, ValidationError) as error:
        raise MissingError(f"plan {plan} cannot be read as it was published", publish) from error
