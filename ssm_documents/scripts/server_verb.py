"""Pack documents: one verb on one source server of a run, by whoever started this execution."""

from typing import Any

from muster.engine.guards import Facts
from muster.engine.items import Server
from muster.engine.jobs import busy_servers, own_jobs
from muster.engine.keys import asked_key
from muster.engine.states import RUN_TERMINAL
from muster.engine.verbs.of_server import AskServer
from muster.engine.verbs.outcome import Ask
from muster.engine.verbs.table import SERVER_VERBS
from ssm_documents.scripts.lib.automation import started_by
from ssm_documents.scripts.lib.carrying_out import act, has_no_execution
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
from ssm_documents.scripts.lib.intents import intents_of_run
from ssm_documents.scripts.lib.listing import jobs_there
from ssm_documents.scripts.lib.people import is_role, load_people, person_behind
from ssm_documents.scripts.lib.places import place_of, where

ACTIONS = (
    "drs:DescribeJobs",
    "drs:DescribeRecoveryInstances",
    "drs:DescribeRecoverySnapshots",
    "drs:DescribeSourceServers",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
    "ec2:DescribeInstances",
    "events:PutEvents",
    "ssm:GetAutomationExecution",
    "ssm:StartAutomationExecution",
    "ssm:StopAutomationExecution",
    "sts:AssumeRole",
)
HEARD_WITHIN = 600
"""A start by the bot is somebody's wish for so long after it was heard, in seconds."""


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give the `Text` of what happened; raises with the reason if it is refused."""
    here = open_here(events)
    verb, reason = str(events["verb"]), str(events.get("reason") or "")
    who = _who(here, verb)
    asked = _asked(here, who, reason)
    return act(here, asked.ask, SERVER_VERBS[verb](asked), verb, asked.server.server)


def _who(here: Here, verb: str) -> str:
    """Who asks: whoever started this execution, or, if that is the bot, whom it heard.

    Raises `RefusedError` if the bot heard nobody.
    """
    principal = started_by(here.region, here.execution)
    if not is_role(principal, str(here.events["bot_role"])):
        return person_behind(load_people(here), principal)
    heard = here.table.get(asked_key(here.run, verb, str(here.events["server"])))
    if not heard or now() - int(heard["at"]) > HEARD_WITHIN:
        raise RefusedError(f"nobody asked for this {verb} in the chat")
    return str(heard["by"])


def _asked(here: Here, who: str, reason: str) -> AskServer:
    run = load_run(here)
    server = _server(here, str(here.events["server"]))
    over = run.state not in RUN_TERMINAL and has_no_execution(here, run)
    ask = Ask(run, load_waves(here), who, now(), server.wave, reason, entry_ended=over)
    ours = own_jobs(intents_of_run(here))
    instance = str(here.events.get("instance") or "")
    return AskServer(ask, server, _facts_of(here, server), ours, instance)


def _server(here: Here, name: str) -> Server:
    """The server of that id. Raises `RefusedError` if the run has none."""
    found = [server for server in load_servers(here) if server.server == name]
    if not found:
        raise RefusedError(f"run {here.run} has no source server {name!r}; name it by its DRS id")
    return found[0]


def _facts_of(here: Here, server: Server) -> Facts:
    place = place_of(here, server)
    busy = busy_servers(jobs_there(here, place))
    return gather(where(here, place), [server.server], busy)[server.server]
