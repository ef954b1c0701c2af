"""`drill`, `recover`: a run is requested in the run table, then its document is started.

The person's name goes with the item. `Register` believes it because only the bot's role starts a
document with the id of a run that is still `requested`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from muster.engine.items import Run, read
from muster.engine.keys import plan_current_key, plan_lock_key, run_key, runs_key
from muster.engine.names import entry_document
from muster.engine.new_run import new_run
from muster.engine.states import RUN_TERMINAL, Mode, RunState
from muster.engine.writes import Write, absent, equals, put
from muster.engine.writes import check as checked
from muster.model.plan import RecoveryPlan
from muster.service.acting.deed import Acting, Actor, Deed, Proposal, grant
from muster.service.acting.published import current_hash, published_plan
from muster.service.errors import MissingError, RefusedError, UnknownRunError
from muster.service.keys import RUNS

RECENT = 5
"""How many of the newest runs are looked at for one that is requested already."""

STARTS = 5
"""So many executions may die before they register the run; then somebody has to look."""

REGISTERS_WITHIN = 60
"""Seconds after a request in which the execution that was started for it is not doubted."""


@dataclass(frozen=True)
class StartWish:
    """A run of the version `hash` of a plan, as it was shown.

    `waves` empty: all; `point_in_time` empty: the latest, else ISO 8601, UTC. `beside` is written
    in the same transaction.
    """

    plan: str
    hash: str
    mode: str
    actor: Actor
    token: str
    waves: tuple[str, ...] = ()
    point_in_time: str = ""
    reason: str = ""
    ticket: str = ""
    beside: tuple[Write, ...] = ()


def run_of(token: str) -> str:
    """The id of the run that a wish makes: the same wish makes one run."""
    return str(uuid5(NAMESPACE_URL, f"muster:{token}/run"))


def start(acting: Acting, wish: StartWish) -> Deed:
    """Request the run. Raises `RefusedError` if the plan is not there, has changed, or is busy."""
    run = run_of(wish.token)
    return grant(acting, run, wish.token, wish.actor, lambda: _propose(acting, wish, run))


def _propose(acting: Acting, wish: StartWish, run: str) -> Proposal:
    _check_plan(acting, wish)
    _check_free(acting, wish)
    plan = published_plan(acting.table, wish.plan, wish.hash)
    item = _item(acting, wish, run, plan)
    listed = {key: item[key] for key in ("run", "plan", "mode", "requested_at")}
    writes = (
        put(run_key(run), item, absent("pk")),
        put(runs_key(item["requested_at"], run), listed),
        checked(plan_current_key(wish.plan), equals("hash", wish.hash)),
        *wish.beside,
    )
    said = f"{wish.mode} of plan {wish.plan} requested" + (f": {wish.reason}" * bool(wish.reason))
    return Proposal(
        f"{wish.mode} of {wish.plan} requested", said, writes, lambda: begin(acting, run)
    )


def _check_plan(acting: Acting, wish: StartWish) -> None:
    current = current_hash(acting.table, wish.plan)
    if current != wish.hash:
        raise RefusedError(
            f"plan {wish.plan} was published anew since you looked",
            "look at what it does now, and start it again",
        )


def _check_free(acting: Acting, wish: StartWish) -> None:
    """Raise `RefusedError` if the plan has a run already; a drill makes way for a recovery."""
    plan = wish.plan
    holder = str(acting.table.item(plan_lock_key(plan)).get("run") or "")
    newest = [entry["run"] for entry in acting.table.items(RUNS, newest=RECENT)]
    for run in dict.fromkeys((holder, *newest)):
        item = acting.table.item(run_key(run)) if run else {}
        if not item or item["plan"] != plan:
            continue
        is_busy = item["state"] == RunState.REQUESTED or run == holder
        makes_way = wish.mode == Mode.RECOVERY and item["mode"] == Mode.DRILL
        if is_busy and not makes_way and item["state"] not in RUN_TERMINAL:
            raise RefusedError(
                f"a {item['mode']} of {plan} is {item['state']} already (run {run[:8]})",
                "look how it stands, or cancel it first",
            )


def _item(acting: Acting, wish: StartWish, run: str, plan: RecoveryPlan) -> Mapping[str, Any]:
    record, at = plan.model_dump(mode="json", by_alias=False), acting.clock.now()
    made = new_run(record, run=run, digest=wish.hash, mode=wish.mode, at=at)
    return made | {
        "requester": wish.actor.person,
        "requester_arn": wish.actor.principal,
        "door": wish.actor.door,
        "reason": wish.reason,
        "ticket": wish.ticket,
        "waves": list(wish.waves),
        "point_in_time": wish.point_in_time,
        "account": plan.target.account,
        "region": plan.target.region,
    }


def begin(acting: Acting, run: str) -> None:
    """Start the document of a run that is requested; asked again, it is the same execution."""
    item = acting.table.item(run_key(run))
    if not item:
        raise UnknownRunError(f"there is no run {run}")
    if item["state"] != RunState.REQUESTED:
        return
    known = read(Run, item)
    given = {
        "RunId": [run],
        "Waves": list(item.get("waves") or ()),
        "PointInTime": [known.point_in_time],
    }
    for number in range(1, STARTS + 1):
        token = str(uuid5(NAMESPACE_URL, f"muster:{run}/start/{number}"))
        execution = acting.executions.start(entry_document(known.plan, known.mode), given, token)
        if not _died_before_it_registered(acting, known, execution):
            return


def _died_before_it_registered(acting: Acting, run: Run, execution: str) -> bool:
    """Whether an execution ended and left the run as it was requested; a young one is at work."""
    if acting.clock.now() - run.requested_at < REGISTERS_WITHIN:
        return False
    try:
        is_over = acting.executions.look_at(execution).is_over
    except MissingError:
        is_over = True
    return is_over and acting.table.item(run_key(run.run)).get("state") == RunState.REQUESTED
