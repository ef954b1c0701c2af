"""The item of a run that somebody asks for, before it is registered; every door writes this one."""

from collections.abc import Mapping
from typing import Any

from muster.engine.items import FIRST_EPOCH
from muster.engine.states import RunState


def new_run(
    plan: Mapping[str, Any], *, run: str, digest: str, mode: str, at: int
) -> dict[str, Any]:
    """What follows from the plan; who asked, for what and where, is the door's to add.

    `plan` is the version `digest` as it is published; `at` in epoch seconds, UTC.
    """
    objectives = plan.get("objectives") or {}
    return {
        "run": run,
        "plan": plan["plan"],
        "hash": digest,
        "mode": mode,
        "state": RunState.REQUESTED,
        "epoch": FIRST_EPOCH,
        "attempt": 1,
        "hold": False,
        "owner": plan.get("owner") or "",
        "priority": plan.get("priority") or 3,
        "rto": objectives.get("rto") or 0,
        "rpo": objectives.get("rpo") or 0,
        "approval": plan.get("approval") or {},
        "requested_at": at,
        "since": at,
    }
