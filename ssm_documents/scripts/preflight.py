"""Entry document: look before anybody is asked. Read-only but for its findings on the run item."""

from collections.abc import Mapping, Sequence
from typing import Any

from muster.engine.guards import Facts, Verdict, judge_server
from muster.engine.items import Server
from muster.engine.keys import run_key
from muster.engine.states import RunState
from muster.engine.writes import equals, update
from ssm_documents.scripts.lib.facts import gather, recent_jobs
from ssm_documents.scripts.lib.here import (
    Here,
    RefusedError,
    load_run,
    load_servers,
    now,
    open_here,
)

ACTIONS = (
    "drs:DescribeJobs",
    "drs:DescribeRecoveryInstances",
    "drs:DescribeRecoverySnapshots",
    "drs:DescribeSourceServers",
    "dynamodb:GetItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
)
DAY = 86400
KEPT = 50
"""How many findings the run item keeps; the count is always whole."""


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give the number of findings; raises if one of them forbids the run."""
    here = open_here(events)
    if load_run(here).state != RunState.REGISTERED:
        return {"Findings": 0}
    servers = load_servers(here)
    jobs = recent_jobs(here.region, now() - DAY)
    facts = gather(here.region, [server.server for server in servers], jobs)
    found = [finding for server in servers if (finding := _finding(server, facts[server.server]))]
    _note(here, found)
    blocking = [entry for entry in found if entry["level"] == "block"]
    if blocking:
        raise RefusedError(_sentence(blocking))
    return {"Findings": len(found)}


def _finding(server: Server, facts: Facts) -> dict[str, str] | None:
    verdict, reason = judge_server(server, facts, frozenset())
    if verdict is Verdict.REFUSE:
        return _entry("block", server, reason)
    if verdict is Verdict.WAIT:
        return _entry("warn", server, f"{reason}; its wave waits for that job")
    if facts.instance:
        return _entry("warn", server, f"its drill instance {facts.instance} will be replaced")
    if facts.replication != "CONTINUOUS":
        return _entry("warn", server, f"replication is {facts.replication}; an older point is used")
    return None


def _entry(level: str, server: Server, text: str) -> dict[str, str]:
    return {"level": level, "server": server.server, "name": server.name, "text": text}


def _note(here: Here, found: list[dict[str, str]]) -> None:
    found.sort(key=lambda entry: (entry["level"], entry["server"]))
    values = {"findings": found[:KEPT], "finding_count": len(found)}
    unchanged = equals("state", RunState.REGISTERED)
    here.table.write(update(run_key(here.run), values, unchanged))


def _sentence(blocking: Sequence[Mapping[str, str]]) -> str:
    named = "; ".join(f"{e['name']} ({e['server']}): {e['text']}" for e in blocking[:5])
    more = f"; and {len(blocking) - 5} more" if len(blocking) > 5 else ""  # noqa: PLR2004 - as above
    return f"preflight forbids the run: {named}{more}"
