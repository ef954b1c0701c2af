"""Entry document, first step: register a new run, or take an old one up again.

Everything it writes is conditional and the same when written again; `registered` comes last, so a
killed registration is completed by the next one with the same RunId.
"""

from typing import Any

from muster.engine.items import Run, read
from muster.engine.keys import run_key, runs_key, server_key, wave_key
from muster.engine.lease import has_lost_driver
from muster.engine.states import RUN_RESTARTABLE, RunState, ServerState, WaveState
from muster.engine.writes import absent, equals, free_or, one_of, put, update
from ssm_documents.scripts.lib.automation import started_by
from ssm_documents.scripts.lib.here import (
    Here,
    RefusedError,
    load_servers,
    load_waves,
    now,
    open_here,
)
from ssm_documents.scripts.lib.inventory import display_name, resolve, source_servers
from ssm_documents.scripts.lib.locks import lock_keys, release_locks, take_locks
from ssm_documents.scripts.lib.people import is_role, load_people, person_behind
from ssm_documents.scripts.lib.plans import chosen_waves, load_plan
from ssm_documents.scripts.lib.record import record
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
        _take_up_again(here, read(Run, item))
    return {"RunId": here.run}


def _register_anew(here: Here, item: dict[str, Any]) -> None:
    plan = load_plan(here, here.events["plan"], here.events["hash"])
    waves = chosen_waves(plan, here.events.get("waves") or [])
    _request(here, plan, item)
    try:
        servers = _frozen_servers(here, plan, waves)
        take_locks(here, lock_keys(plan["plan"], [server["server"] for server in servers]))
    except RefusedError as refusal:
        _refuse(here, str(refusal))
        raise
    _write_waves(here, waves, servers)
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
        "point_in_time": events.get("point_in_time") or "",
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


def _frozen_servers(
    here: Here, plan: dict[str, Any], waves: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    known = source_servers(here)
    used = {name for wave in waves for name in wave["groups"]}
    groups = resolve({name: plan["groups"][name] for name in sorted(used)}, known)
    return [
        {
            "server": server,
            "wave": wave["wave"],
            "group": group,
            "name": display_name(known[server]),
            "state": ServerState.PENDING,
            "attempt": 1,
            "account": here.account,
            "region": here.region,
        }
        for wave in waves
        for group in wave["groups"]
        for server in groups[group]
    ]


def _write_waves(here: Here, waves: list[dict[str, Any]], servers: list[dict[str, Any]]) -> None:
    names = [wave["wave"] for wave in waves]
    new = absent("pk")
    rows = [
        put(wave_key(here.run, wave["wave"]), _wave_item(wave, order, names, servers), new)
        for order, wave in enumerate(waves)
    ]
    rows += [put(server_key(here.run, item["wave"], item["server"]), item, new) for item in servers]
    here.table.write_each(rows)


def _wave_item(
    wave: dict[str, Any], order: int, names: list[str], servers: list[dict[str, Any]]
) -> dict[str, Any]:
    spec = {key: wave.get(key) for key in ("wait", "approval", "health", "timeout", "groups")}
    failure = wave.get("failure") or {}
    spec |= {"tolerate": failure.get("tolerate") or 0, "then": failure.get("then") or "ask"}
    return {
        "wave": wave["wave"],
        "order": order,
        "state": WaveState.PENDING,
        "needs": [name for name in wave.get("needs") or () if name in names],
        "attempt": 1,
        "n": 0,
        "lives": 0,
        "total": sum(server["wave"] == wave["wave"] for server in servers),
        "launched": 0,
        "failed": 0,
        "spec": spec,
    }


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


def _take_up_again(here: Here, run: Run) -> None:
    _check_same(here, run)
    if run.state == RunState.CANCELLING and not has_lost_driver(run, now()):
        raise RefusedError("the run is still being cancelled; restart it when that is done")
    if run.state in RUN_RESTARTABLE - {RunState.STALLED}:
        _reopen(here, run)
    elif run.state == RunState.STALLED:
        values = {"state": RunState.RUNNING, "since": now()}
        here.table.write(update(run_key(run.run), values, equals("state", RunState.STALLED)))
    who = person_behind(load_people(here), started_by(here.region, here.execution))
    here.table.write(update(run_key(run.run), {"execution": here.execution}))
    record(here, f"restarted/{here.execution}", f"a new driver: {here.execution}", who=who)


def _check_same(here: Here, run: Run) -> None:
    events = here.events
    for what, mine, its in (
        ("plan", events["plan"], run.plan),
        ("mode", events["mode"], run.mode),
        ("plan version", events["hash"], run.hash),
    ):
        if mine != its:
            raise RefusedError(f"run {run.run} was registered with {what} {its}, not {mine}")
    if run.state in (RunState.SUCCEEDED, RunState.FAILED, RunState.ABORTED):
        raise RefusedError(f"run {run.run} has ended: {run.state}; start a new one")


def _reopen(here: Here, run: Run) -> None:
    """Bring an ended run back: locks again, the next epoch, cancelled waves pending again."""
    servers = [server.server for server in load_servers(here)]
    keys = lock_keys(run.plan, servers)
    take_locks(here, keys)
    for wave in load_waves(here):
        if wave.state == WaveState.CANCELLED:
            values = {"state": WaveState.PENDING, "attempt": wave.attempt + 1, "lives": 0}
            same = one_of("state", (WaveState.CANCELLED,))
            gone = ("owner", "execution", "ended_at")
            here.table.write(update(wave_key(run.run, wave.wave), values, same, remove=gone))
    values = {"state": RunState.REGISTERED, "epoch": run.epoch + 1, "since": now()}
    unchanged = (equals("epoch", run.epoch), equals("state", run.state))
    ended = ("ended_at", "verdict", "driver", "driver_until")
    if not here.table.write(update(run_key(run.run), values, *unchanged, remove=ended)):
        release_locks(here, keys)
        raise RefusedError(f"run {run.run} was restarted by somebody else at the same moment")
