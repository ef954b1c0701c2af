"""Entry document: look before anybody is asked. Read-only but for its findings on the run item."""

from collections.abc import Mapping, Sequence
from typing import Any

from muster.engine.guards import Facts, Verdict, judge_server
from muster.engine.items import Run, Server
from muster.engine.jobs import busy_servers
from muster.engine.keys import run_key
from muster.engine.names import RUN_GATE
from muster.engine.states import Mode, RunState
from muster.engine.writes import equals, update
from ssm_documents.scripts.lib.asking import too_few
from ssm_documents.scripts.lib.facts import gather
from ssm_documents.scripts.lib.here import (
    Here,
    RefusedError,
    load_run,
    load_servers,
    load_waves,
    now,
    open_here,
)
from ssm_documents.scripts.lib.intents import in_flight, intents_of_run
from ssm_documents.scripts.lib.jobs import recent_jobs
from ssm_documents.scripts.lib.people import load_people
from ssm_documents.scripts.lib.places import by_place, where

ACTIONS = (
    "drs:DescribeJobs",
    "drs:DescribeRecoveryInstances",
    "drs:DescribeRecoverySnapshots",
    "drs:DescribeSourceServers",
    "dynamodb:GetItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
    "sts:AssumeRole",
)
DAY = 86400
BLOCK, WARN = "block", "warn"
KEPT = 50
"""How many findings the run item keeps; the count is always whole."""


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give the number of findings; raises if one of them forbids the run."""
    here = open_here(events)
    run = load_run(here)
    if run.state != RunState.REGISTERED:
        return {"Findings": 0}
    found = [*_of_servers(here), *_of_gates(here, run)]
    _note(here, found)
    blocking = [entry for entry in found if entry["level"] == BLOCK]
    if blocking:
        raise RefusedError(_sentence(blocking))
    return {"Findings": len(found)}


def _of_servers(here: Here) -> list[dict[str, str]]:
    """What stands in the way of each server that is not being launched by this run already."""
    intents = intents_of_run(here)
    under_way = in_flight(intents)
    ours = frozenset(intent.job for intent in intents if intent.job)
    servers = [server for server in load_servers(here) if server.server not in under_way]
    facts = _facts_there(here, servers)
    found = (_finding(server, facts[server.server], ours) for server in servers)
    return [finding for finding in found if finding]


def _facts_there(here: Here, servers: Sequence[Server]) -> dict[str, Facts]:
    """What DRS says of each server, wherever it is recovered."""
    found: dict[str, Facts] = {}
    for place, those in by_place(here, servers).items():
        there = where(here, place)
        busy = busy_servers(recent_jobs(there, now() - DAY))
        found |= gather(there, [server.server for server in those], busy)
    return found


def _finding(server: Server, facts: Facts, ours: frozenset[str]) -> dict[str, str] | None:
    verdict, reason = judge_server(server, facts, ours)
    is_own = facts.instance_job in ours
    launch = verdict is Verdict.LAUNCH
    older = f"replication is {facts.replication}; an older point is used"
    rules = (
        (verdict is Verdict.REFUSE, WARN if is_own else BLOCK, reason),
        (verdict is Verdict.WAIT, WARN, f"{reason}; its wave waits for that job"),
        (launch and facts.instance, WARN, f"its drill instance {facts.instance} will be replaced"),
        (launch and facts.replication != "CONTINUOUS", WARN, older),
    )
    found = ((level, text) for applies, level, text in rules if applies)
    return next((_entry(level, server.server, server.name, text) for level, text in found), None)


def _of_gates(here: Here, run: Run) -> list[dict[str, str]]:
    """The gates that not enough people can open, said before anybody waits at one.

    A recovery goes on all the same: the break-glass role opens every gate.
    """
    people = load_people(here)
    level = BLOCK if people and run.mode == Mode.DRILL else WARN
    asked = {RUN_GATE: run.approval} | {w.wave: w.spec.get("approval") for w in load_waves(here)}
    return [
        _entry(level, str(rule["approvers"]), f"gate {gate}", text)
        for gate, rule in asked.items()
        if rule and run.mode in rule["modes"] and (text := too_few(people, run, rule))
    ]


def _entry(level: str, what: str, name: str, text: str) -> dict[str, str]:
    return {"level": level, "server": what, "name": name, "text": text}


def _note(here: Here, found: list[dict[str, str]]) -> None:
    found.sort(key=lambda entry: (entry["level"], entry["server"]))
    values = {"findings": found[:KEPT], "finding_count": len(found)}
    unchanged = equals("state", RunState.REGISTERED)
    here.table.write(update(run_key(here.run), values, unchanged))


def _sentence(blocking: Sequence[Mapping[str, str]]) -> str:
    named = "; ".join(f"{e['name']} ({e['server']}): {e['text']}" for e in blocking[:5])
    more = f"; and {len(blocking) - 5} more" if len(blocking) > 5 else ""  # noqa: PLR2004 - as above
    return f"preflight forbids the run: {named}{more}"
