"""StartRecovery, once: an intent before the call, and a careful look for its job after it.

StartRecovery has no client token. Its client never repeats a call; an answer that was lost is found
again by the tag that names the intent, or by an equal set of servers launched after the intent.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from muster.engine.items import Intent, Run, Wave, read
from muster.engine.keys import intent_key, run_key, server_key, wave_key
from muster.engine.limits import CALL_AFTER_INTENT, INTENT_GIVEN_UP
from muster.engine.names import TAG_INTENT, TAG_PLAN, TAG_RUN, intent_tag
from muster.engine.packing import halves
from muster.engine.states import IntentState, RunState, ServerState
from muster.engine.writes import check, equals, free_or, one_of, put, update
from ssm_documents.scripts.lib.clients import client, error_code, is_transient
from ssm_documents.scripts.lib.here import Here, now

WAITING = frozenset({"ConflictException", "ServiceQuotaExceededException", "ThrottlingException"})
"""Rejections that pass: the servers are tried again at a later tick."""
CLOCKS = 60


def load_intents(here: Here) -> list[Intent]:
    """Every intent of the wave, of all attempts, in the order they were written."""
    found = here.table.query(f"RUN#{here.run}", f"INTENT#{here.wave}#")
    return [read(Intent, item) for item in found]


def settle_open(here: Here, intents: Iterable[Intent], jobs: Sequence[Mapping[str, Any]]) -> int:
    """Find the job of every open intent; without one, drop it when none can appear any more.

    Gives how many were settled.
    """
    known = list(intents)
    taken = {intent.job for intent in known if intent.job}
    opened = [intent for intent in known if intent.state == IntentState.OPEN]
    return sum(_settle_one(here, intent, _job_of(here, intent, jobs, taken)) for intent in opened)


def _settle_one(here: Here, intent: Intent, job: str) -> bool:
    if job:
        _become(here, intent, IntentState.PLACED, job=job)
        return True
    if now() - intent.at <= INTENT_GIVEN_UP:
        return False
    _become(here, intent, IntentState.DROPPED)
    return True


def settle_done(here: Here, intent: Intent) -> None:
    """Every server of the intent has its result."""
    _become(here, intent, IntentState.DONE, job=intent.job)


def place(here: Here, run: Run, wave: Wave, servers: tuple[str, ...]) -> str:
    """Launch a chunk of servers in one job; gives what it waits for, empty if it was accepted.

    A rejected chunk is halved until the server that it was rejected for stands alone.
    """
    at = now()
    name = f"{wave.attempt:04d}-{at}-{len(servers)}-{servers[0]}"
    intent = Intent(name, here.wave, IntentState.OPEN, wave.attempt, servers, at)
    if not _write_intent(here, run, intent):
        return "the run or the wave changed at this moment"
    mark_launching(here, intent)
    if now() - intent.at > CALL_AFTER_INTENT:
        _become(here, intent, IntentState.DROPPED)
        return "the run table was too slow; the launch is tried again"
    return _call(here, run, wave, intent)


def _call(here: Here, run: Run, wave: Wave, intent: Intent) -> str:
    try:
        answer = client("drs", here.region).start_recovery(
            isDrill=run.mode == "drill",
            sourceServers=[{"sourceServerID": server} for server in intent.servers],
            tags=_tags(here, run, intent),
        )
    except (ClientError, BotoCoreError) as error:
        return _not_accepted(here, run, wave, intent, error)
    _become(here, intent, IntentState.PLACED, job=answer["job"]["jobID"])
    return ""


def _not_accepted(here: Here, run: Run, wave: Wave, intent: Intent, error: Exception) -> str:
    code = error_code(error)
    if code not in WAITING and is_transient(error):
        return "DRS did not answer; its jobs are looked through"
    _become(here, intent, IntentState.DROPPED)
    if code in WAITING:
        return f"DRS: {error}"
    if len(intent.servers) == 1:
        fail_server(here, wave, intent.servers[0], f"DRS refuses it: {error}")
        return ""
    waits = {place(here, run, wave, part) for part in halves(intent.servers)}
    return "; ".join(sorted(waits - {""}))


def fail_server(here: Here, wave: Wave, server: str, reason: str) -> None:
    """Write down that a server could not be launched in this attempt."""
    values = {
        "state": ServerState.FAILED,
        "attempt": wave.attempt,
        "reason": reason[:500],
        "ended_at": now(),
    }
    states = (ServerState.PENDING, ServerState.LAUNCHING, ServerState.FAILED)
    here.table.write(
        update(server_key(here.run, here.wave, server), values, one_of("state", states))
    )


def _write_intent(here: Here, run: Run, intent: Intent) -> bool:
    """The intent, in one transaction with the proof that this wave may launch now."""
    mark = f"{here.execution}/{intent.at}"
    return here.table.write(
        put(
            intent_key(here.run, here.wave, intent.intent),
            {**vars(intent), "servers": list(intent.servers), "mark": mark},
            free_or("mark", mark),
        ),
        check(
            run_key(here.run),
            one_of("state", (RunState.RUNNING, RunState.DECIDING)),
            equals("hold", value=False),
            equals("epoch", run.epoch),
        ),
        check(wave_key(here.run, here.wave), equals("owner", here.execution)),
    )


def mark_launching(here: Here, intent: Intent) -> None:
    """Note on the servers of an intent that it is what launches them."""
    values = {
        "state": ServerState.LAUNCHING,
        "intent": intent.intent,
        "attempt": intent.attempt,
        "started_at": intent.at,
    }
    states = (ServerState.PENDING, ServerState.LAUNCHING, ServerState.FAILED)
    waiting = one_of("state", states)
    gone = ("job", "reason", "ended_at", "instance")
    here.table.write_each(
        update(server_key(here.run, here.wave, server), values, waiting, remove=gone)
        for server in intent.servers
    )


def _become(here: Here, intent: Intent, state: IntentState, job: str = "") -> None:
    before = (IntentState.OPEN, IntentState.PLACED)
    write = update(
        intent_key(here.run, here.wave, intent.intent),
        {"state": state, "job": job},
        one_of("state", before),
    )
    here.table.write(write)


def _job_of(here: Here, intent: Intent, jobs: Sequence[Mapping[str, Any]], taken: set[str]) -> str:
    tag = intent_tag(here.run, here.wave, intent.intent)
    tagged = [job for job in jobs if (job.get("tags") or {}).get(TAG_INTENT) == tag]
    alike = [job for job in jobs if job["jobID"] not in taken and _is_alike(intent, job)]
    found = tagged or alike
    return str(found[0]["jobID"]) if found else ""


def _is_alike(intent: Intent, job: Mapping[str, Any]) -> bool:
    """Whether an untagged launch of just these servers began right after the intent."""
    servers = {entry["sourceServerID"] for entry in job.get("participatingServers") or ()}
    created = datetime.fromisoformat(job["creationDateTime"]).timestamp()
    after = intent.at - CLOCKS <= created <= intent.at + INTENT_GIVEN_UP
    untagged = TAG_INTENT not in (job.get("tags") or {})
    return untagged and after and job.get("type") == "LAUNCH" and servers == set(intent.servers)


def _tags(here: Here, run: Run, intent: Intent) -> dict[str, str]:
    tag = intent_tag(here.run, here.wave, intent.intent)
    return {TAG_RUN: here.run, TAG_PLAN: run.plan, TAG_INTENT: tag}
