"""Entry document, first step: register a new run, or take an old one up again.

Everything it writes is conditional and the same when written again; `registered` comes last, so a
killed registration is completed by the next one with the same RunId.
"""

from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from muster.engine.counts import counted
from muster.engine.items import FIRST_EPOCH, Run, read
from muster.engine.keys import run_key
from muster.engine.states import RUN_TERMINAL, RunState
from muster.engine.writes import equals, update
from ssm_documents.scripts.lib.automation import tag_execution
from ssm_documents.scripts.lib.closing import give_locks_back
from ssm_documents.scripts.lib.freezing import frozen_servers, write_waves
from ssm_documents.scripts.lib.here import Here, RefusedError, load_run, now, open_here
from ssm_documents.scripts.lib.locks import lock_keys, take_all
from ssm_documents.scripts.lib.plans import chosen_waves, load_plan
from ssm_documents.scripts.lib.points import check_point
from ssm_documents.scripts.lib.preempting import take_before_drills
from ssm_documents.scripts.lib.record import record
from ssm_documents.scripts.lib.reopening import take_up_again
from ssm_documents.scripts.lib.requesting import request
from ssm_documents.scripts.lib.tell import tell

ACTIONS = (
    "drs:DescribeSourceServers",
    "dynamodb:DeleteItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
    "events:PutEvents",
    "sns:Publish",
    "ssm:AddTagsToResource",
    "ssm:GetAutomationExecution",
    "ssm:StartAutomationExecution",
    "ssm:StopAutomationExecution",
    "sts:AssumeRole",
)
BEFORE_REGISTERED = frozenset({"", RunState.REQUESTED})


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give the run's id; raises with every reason why the run cannot be."""
    here = open_here({**events, "run": events.get("run") or events["execution"]})
    item = here.table.get(run_key(here.run))
    if not item and events.get("run"):
        raise RefusedError(f"there is no run {here.run!r}; leave RunId empty to start a new one")
    tag_execution(here.region, here.execution, here.run)
    if item.get("state", "") in BEFORE_REGISTERED:
        _register_anew(here, item)
    else:
        take_up_again(here, read(Run, item))
    return {"RunId": here.run}


def _register_anew(here: Here, item: dict[str, Any]) -> None:
    for what in ("plan", "mode"):
        if item and item[what] != here.events[what]:
            raise RefusedError(f"run {here.run} was asked for with {what} {item[what]}")
    try:
        _registered(here, _register(here, item))
    except (RefusedError, ClientError, BotoCoreError) as error:
        _refuse(here, str(error))
        raise


def _register(here: Here, item: dict[str, Any]) -> int:
    """Write everything down; gives the number of servers."""
    if item and item["hash"] != here.events["hash"]:
        raise RefusedError("the plan was published anew after the run was asked for")
    plan = load_plan(here, here.events["plan"], here.events["hash"])
    asked = item or here.events
    waves = chosen_waves(plan, asked.get("waves") or [])
    check_point(asked.get("point_in_time") or "")
    request(here, plan)
    servers = frozen_servers(here, plan, waves)
    keys = lock_keys(plan["plan"], [server["server"] for server in servers])
    take_before_drills(here, keys, FIRST_EPOCH, str(here.events["mode"]), take_all)
    write_waves(here, waves, servers)
    return len(servers)


def _registered(here: Here, servers: int) -> None:
    at = now()
    values = {"state": RunState.REGISTERED, "servers": servers, "since": at, "registered_at": at}
    waiting = equals("state", RunState.REQUESTED)
    if not here.table.write(update(run_key(here.run), values, waiting)):
        _check_still_wanted(here)
    events = here.events
    text = f"{events['mode']} of plan {events['plan']}: {counted(servers, 'server')}"
    who = str(here.table.get(run_key(here.run)).get("requester") or "")
    record(here, "registered/1", text, who=who)
    tell(here, "run changed", state="registered", plan=events["plan"])


def _check_still_wanted(here: Here) -> None:
    """Raise if the run was cancelled meanwhile; that a twin was faster does no harm."""
    run = load_run(here)
    if run.state in RUN_TERMINAL:
        give_locks_back(here, run)
        raise RefusedError(f"the run was {run.state} while it was being registered")


def _refuse(here: Here, why: str) -> None:
    values = {"state": RunState.FAILED, "verdict": why, "since": now(), "ended_at": now()}
    if here.table.write(update(run_key(here.run), values, equals("state", RunState.REQUESTED))):
        record(here, "refused", why)
        tell(here, "run changed", state="failed", verdict=why)
