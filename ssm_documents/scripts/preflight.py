"""Entry document: look before anybody is asked. Read-only but for its findings on the run item.

What a finding means in which mode is the table of `muster.engine.preflight`.
"""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from muster.engine.counts import counted
from muster.engine.items import Run, Server
from muster.engine.jobs import busy_servers, own_jobs
from muster.engine.keys import run_key
from muster.engine.names import RUN_GATE
from muster.engine.preflight import Finding, Level, Look, finding_of, worst
from muster.engine.states import RunState
from muster.engine.writes import equals, update
from ssm_documents.scripts.lib.asking import too_few
from ssm_documents.scripts.lib.clients import OutOfTimeError, within
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
from ssm_documents.scripts.lib.listing import jobs_there
from ssm_documents.scripts.lib.looking import look_before
from ssm_documents.scripts.lib.people import load_people
from ssm_documents.scripts.lib.places import Place, by_place, place_name, where
from ssm_documents.scripts.lib.record import record
from ssm_documents.scripts.lib.tell import call_people, command_line, tell

ACTIONS = (
    "drs:DescribeJobs",
    "drs:DescribeRecoveryInstances",
    "drs:DescribeRecoverySnapshots",
    "drs:DescribeSourceServers",
    "drs:GetLaunchConfiguration",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
    "ec2:DescribeInstanceTypeOfferings",
    "ec2:DescribeInstanceTypes",
    "ec2:DescribeInstances",
    "ec2:DescribeLaunchTemplateVersions",
    "ec2:DescribeSubnets",
    "events:PutEvents",
    "servicequotas:GetServiceQuota",
    "sns:Publish",
    "sts:AssumeRole",
)
LOOKS_FOR = 420
"""So long AWS is asked, in seconds; what is not known by then is said: a script lives 600."""
KEPT = 50
"""How many findings the run item keeps; the count is always whole."""


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give the number of findings; raises if one of them forbids the run."""
    here = open_here(events)
    run = load_run(here)
    if run.state != RunState.REGISTERED:
        return {"Findings": 0}
    found = [*_of_servers(here, run), *_of_gates(here, run)]
    held = worst(found) is Level.ASK and not _has_gate(run)
    _note(here, found, held=held)
    blocking = [entry for entry in found if entry.level is Level.BLOCK]
    if blocking:
        raise RefusedError(f"preflight forbids the run: {_sentence(blocking)}")
    if held:
        _tell_held(here, run, [entry for entry in found if entry.level is Level.ASK])
    return {"Findings": len(found)}


def _of_servers(here: Here, run: Run) -> list[Finding]:
    """What stands in the way of each server that is not being launched by this run already."""
    intents = intents_of_run(here)
    under_way = in_flight(intents)
    servers = [server for server in load_servers(here) if server.server not in under_way]
    look = Look(run.mode, run.rpo, now(), own_jobs(intents), run.point_in_time)
    with within(time.monotonic() + LOOKS_FOR):
        found = [
            _of_place(here, place, those, look) for place, those in by_place(here, servers).items()
        ]
    return [finding for each in found for finding in each]


def _of_place(here: Here, place: Place, servers: Sequence[Server], look: Look) -> list[Finding]:
    """The findings about one account and Region; that AWS does not answer hinders nobody.

    The guards look at each server once more, before its launch.
    """
    try:
        busy = busy_servers(jobs_there(here, place))
        return look_before(where(here, place), servers, busy, look)
    except (ClientError, BotoCoreError, OutOfTimeError) as error:
        text = f"whether {counted(len(servers), 'server')} can be launched is not known: {error}"
        return finding_of(look.mode, "not-looked-at", "drs", place_name(place), text[:300])


def _of_gates(here: Here, run: Run) -> list[Finding]:
    """The gates that not enough people can open, said before anybody waits at one.

    A recovery goes on all the same, and so does a drill while no people are published: the
    break-glass role opens every gate.
    """
    people = load_people(here)
    asked = {RUN_GATE: run.approval} | {w.wave: w.spec.get("approval") for w in load_waves(here)}
    found = [
        finding
        for gate, rule in asked.items()
        if rule and run.mode in rule["modes"] and (text := too_few(people, run, rule))
        for finding in finding_of(run.mode, "gate", str(rule["approvers"]), f"gate {gate}", text)
    ]
    return found if people else [replace(each, level=Level.WARN) for each in found]


def _has_gate(run: Run) -> bool:
    """Whether people are asked before the run anyhow: the findings stand in the question."""
    return bool(run.approval) and run.mode in run.approval["modes"]


def _note(here: Here, found: list[Finding], *, held: bool) -> None:
    found.sort(key=lambda entry: (list(Level).index(entry.level), entry.server))
    values: dict[str, Any] = {
        "findings": [vars(entry) for entry in found[:KEPT]],
        "finding_count": len(found),
    }
    if held:
        asked = [entry for entry in found if entry.level is Level.ASK]
        why = f"preflight asks: {_sentence(asked)}"
        values |= {"hold": True, "held_by": "muster", "held_at": now(), "held_why": why}
    unchanged = equals("state", RunState.REGISTERED)
    here.table.write(update(run_key(here.run), values, unchanged))


def _tell_held(here: Here, run: Run, asked: Sequence[Finding]) -> None:
    text = f"paused before anything began, preflight asks: {_sentence(asked)}"
    record(here, "preflight/asks", text)
    tell(here, "run changed", state=str(run.state))
    resume = command_line(here, "resume")
    call_people(here, f"Decision needed: {run.plan}", f"{text}\nGo on: {resume}")


def _sentence(found: Sequence[Finding]) -> str:
    named = "; ".join(f"{e.name} ({e.server}): {e.text}" for e in found[:5])
    more = f"; and {len(found) - 5} more" if len(found) > 5 else ""  # noqa: PLR2004 - as above
    return f"{named}{more}"
