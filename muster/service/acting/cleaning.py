"""`cleanup`: the instances of a drill that has ended are terminated, by their document."""

from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from muster.engine.items import Run, read
from muster.engine.keys import cleanup_key, run_key
from muster.engine.names import pack_document
from muster.engine.states import RUN_TERMINAL, Mode
from muster.engine.writes import Condition, Write, absent, equals, update
from muster.service.acting.deed import Acting, Actor, Deed, Proposal, grant
from muster.service.errors import MissingError, RefusedError, UnknownRunError

REQUESTED = "requested"
DONE = "done"
BEGINS_WITHIN = 60
"""Seconds after which a clean-up that was requested and never began may be requested again."""


@dataclass(frozen=True)
class CleanupWish:
    """The instances of a drill are wished away."""

    run: str
    actor: Actor
    token: str
    reason: str = ""


def clean_up(acting: Acting, wish: CleanupWish) -> Deed:
    """Request it. Raises `RefusedError` if there is nothing to clean up, or somebody does."""
    return grant(acting, wish.run, wish.token, wish.actor, lambda: _propose(acting, wish))


def _propose(acting: Acting, wish: CleanupWish) -> Proposal:
    _check_run(acting, wish.run)
    before = acting.table.item(cleanup_key(wish.run))
    _check_free(acting, before)
    text = "cleaning up: the drill's instances are being terminated"
    said = f"cleanup requested{f': {wish.reason}' if wish.reason else ''}"
    return Proposal(text, said, (_request(acting, wish, before),), lambda: begin(acting, wish.run))


def _check_run(acting: Acting, run: str) -> None:
    item = acting.table.item(run_key(run))
    if not item:
        raise UnknownRunError(f"there is no run {run}")
    known = read(Run, item)
    if known.mode != Mode.DRILL:
        raise RefusedError(
            "only a drill is cleaned up; the instances of a recovery are production now"
        )
    if known.state not in RUN_TERMINAL:
        raise RefusedError(f"the drill is {known.state}", "clean it up when it has ended")


def _check_free(acting: Acting, before: Any) -> None:
    state = before.get("state")
    if state == DONE:
        raise RefusedError("this drill is cleaned up already: none of its instances is left")
    if state and not _has_fallen(acting, before):
        raise RefusedError("this drill is being cleaned up already")


def _has_fallen(acting: Acting, before: Any) -> bool:
    """Whether a clean-up ended without saying so, or never began."""
    execution = str(before.get("execution") or "")
    if not execution:
        return acting.clock.now() - int(before.get("requested_at") or 0) > BEGINS_WITHIN
    try:
        return acting.executions.look_at(execution).is_over
    except MissingError:
        return True


def _request(acting: Acting, wish: CleanupWish, before: Any) -> Write:
    now = acting.clock.now()
    values = {"state": REQUESTED, "requested_at": now, "since": now, "by": wish.actor.person}
    same = (absent("pk"),) if not before else (equals("state", before["state"]), _by(before))
    return update(cleanup_key(wish.run), values, *same, remove=("execution",))


def _by(before: Any) -> Condition:
    execution = before.get("execution")
    return equals("execution", execution) if execution else absent("execution")


def begin(acting: Acting, run: str) -> None:
    """Start the document of a requested clean-up; asked again, it is the same execution."""
    item = acting.table.item(cleanup_key(run))
    if item.get("state") != REQUESTED:
        return
    token = str(uuid5(NAMESPACE_URL, f"muster:{run}/cleanup/{item['requested_at']}"))
    acting.executions.start(pack_document("cleanup"), {"RunId": [run]}, token)
