"""Entry document, first step: register a new run, or take an old one up again.

Everything it writes is conditional and the same when written again; `registered` comes last, so a
killed registration is completed by the next one with the same RunId.
"""

from typing import Any

from muster.engine.items import Run, read
from muster.engine.keys import run_key, runs_key
from muster.engine.states import RunState
from muster.engine.writes import equals, free_or, put, update
from ssm_documents.scripts.lib.automation import started_by
from ssm_documents.scripts.lib.freezing import frozen_servers, write_waves
from ssm_documents.scripts.lib.here import (
    Here,
    RefusedError,
    now,
    open_here,
)
from ssm_documents.scripts.lib.locks import lock_keys, take_locks
from ssm_documents.scripts.lib.people import is_role, load_people, person_behind
from ssm_documents.scripts.lib.plans import chosen_waves, load_plan
from ssm_documents.scripts.lib.points import check_point
from ssm_documents.scripts.lib.record import record
from ssm_documents.scripts.lib.reopening import take_up_again
from ssm_documents.scripts.lib.tell import tell

ACTIONS = (
    "drs:DescribeSourceServers",
    "dynamodb:DeleteItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
    "events:PutEvents",
    "ssm:GetAutomationExecution",
)
BEFORE_REGISTERED = frozenset({"", RunState.REQUESTED})


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give the run's id; raises with every reason why the run cannot be."""
    here = open_here({**events, "run": events.get("run") or events["execution"]})
    item = here.table.get(run_key(here.run))
    if not item and events.get("run"):
        raise RefusedError(f"there is no run {here.run!r}; leave RunId empty to start a new one")
    if item.get("state", "") in BEFORE_REGISTERED:
        _register_anew(here, item)
    else:
        take_up_again(here, read(Run, item))
    return {"RunId": here.run}


def _register_anew(here: Here, item: dict[str, Any]) -> None:
    plan = load_plan(here, here.events["plan"], here.events["hash"])
    waves = chosen_waves(plan, here.events.get("waves") or [])
    _request(here, plan, item)
    try:
        servers = frozen_servers(here, plan, waves)
        take_locks(here, lock_keys(plan["plan"], [server["server"] for server in servers]))
    except RefusedError as refusal:
        _refuse(here, str(refusal))
        raise
    write_waves(here, waves, servers)
    _registered(here, len(servers))


def _request(here: Here, plan: dict[str, Any], item: dict[str, Any]) -> None:
    """Write the run item, unless the bot or an earlier try has."""
    events = here.events
    arn = started_by(here.region, here.execution)
    by_bot = bool(item) and is_role(arn, events["bot_role"])
    kept = ("requested_at", *(("requester", "door") if by_bot else ()))
    known = {key: item[key] for key in kept if key in item}
    objectives = plan.get("objectives") or {}
    values = {
        "run": here.run,
        "plan": plan["plan"],
        "hash": events["hash"],
        "mode": events["mode"],
        "state": RunState.REQUESTED,
        "epoch": 1,
        "attempt": 1,
        "hold": False,
        "execution": here.execution,
        "requester": person_behind(load_people(here), arn),
        "requester_arn": arn,
        "door": "ssm",
        "reason": events.get("reason") or item.get("reason") or "",
        "ticket": events.get("ticket") or item.get("ticket") or "",
        "point_in_time": check_point(events.get("point_in_time") or ""),
        "account": here.account,
        "region": here.region,
        "owner": plan.get("owner") or "",
        "rto": objectives.get("rto") or 0,
        "rpo": objectives.get("rpo") or 0,
        "approval": plan.get("approval") or {},
        "requested_at": now(),
        "since": now(),
    } | known
    when = equals("state", RunState.REQUESTED) if item else free_or("execution", here.execution)
    if not here.table.write(put(run_key(here.run), values, when)):
        raise RefusedError(f"run {here.run} is being registered by another execution")
    listed = {key: values[key] for key in ("run", "plan", "mode", "requested_at")}
    here.table.write(put(runs_key(values["requested_at"], here.run), listed))


def _registered(here: Here, servers: int) -> None:
    values = {"state": RunState.REGISTERED, "servers": servers, "since": now()}
    here.table.write(update(run_key(here.run), values, equals("state", RunState.REQUESTED)))
    events = here.events
    text = f"{events['mode']} of plan {events['plan']}: {servers} servers"
    who = str(here.table.get(run_key(here.run)).get("requester") or "")
    record(here, "registered/1", text, who=who)
    tell(here, "run changed", state="registered", plan=events["plan"])


def _refuse(here: Here, why: str) -> None:
    values = {"state": RunState.FAILED, "verdict": why, "since": now(), "ended_at": now()}
    here.table.write(update(run_key(here.run), values, equals("state", RunState.REQUESTED)))
    record(here, "refused", why)
