"""StartRecovery, once: an intent before the call, and a careful look for its job after it.

StartRecovery has no client token. Its client never repeats a call; an answer that was lost is found
again by the tag that names the intent, or by an equal set of servers launched after the intent.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from muster.engine.items import Intent, read
from muster.engine.keys import intent_key, server_key
from muster.engine.limits import INTENT_GIVEN_UP
from muster.engine.names import TAG_INTENT, intent_tag
from muster.engine.states import IntentState, ServerState
from muster.engine.writes import one_of, update
from ssm_documents.scripts.lib.here import Here, now

CLOCKS = 60
LIVING = (IntentState.OPEN, IntentState.PLACED)


def load_intents(here: Here) -> list[Intent]:
    """Every intent of the wave, of all attempts, in the order they were written."""
    found = here.table.query(f"RUN#{here.run}", f"INTENT#{here.wave}#")
    return [read(Intent, item) for item in found]


def intents_of_run(here: Here) -> list[Intent]:
    """Every intent of the whole run, of all attempts."""
    return [read(Intent, item) for item in here.table.query(f"RUN#{here.run}", "INTENT#")]


def in_flight(intents: Iterable[Intent]) -> set[str]:
    """The servers of intents that are not settled: nothing else may launch them now."""
    return {server for intent in intents if intent.state in LIVING for server in intent.servers}


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
        become(here, intent, IntentState.PLACED, job=job)
        return True
    if now() - intent.at <= INTENT_GIVEN_UP:
        return False
    become(here, intent, IntentState.DROPPED)
    return True


def settle_done(here: Here, intent: Intent) -> None:
    """Every server of the intent has its result."""
    become(here, intent, IntentState.DONE, job=intent.job)


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


def become(here: Here, intent: Intent, state: IntentState, job: str = "") -> None:
    """Settle an intent, once."""
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
