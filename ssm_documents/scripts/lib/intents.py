"""StartRecovery, once: an intent before the call, and a careful look for its job after it.

StartRecovery has no client token. Its client never repeats a call; an answer that was lost is found
again by the tag that names the intent, or by an equal set of servers launched after the intent.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from muster.engine.instances import newest_launch
from muster.engine.items import Intent, Server, read
from muster.engine.jobs import Job, own_jobs
from muster.engine.keys import intent_key, server_key
from muster.engine.limits import CLOCKS, INTENT_GIVEN_UP
from muster.engine.moments import epoch_of
from muster.engine.names import intent_tag
from muster.engine.states import IntentState, ServerState
from muster.engine.writes import equals, one_of, update
from ssm_documents.scripts.lib.facts import servers_by_id
from ssm_documents.scripts.lib.here import Here, now
from ssm_documents.scripts.lib.places import place_of, where

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


def oldest_unsettled(intents: Iterable[Intent], otherwise: int) -> int:
    """Since when jobs have to be looked through (epoch seconds), so that none is overlooked."""
    times = [i.at - CLOCKS for i in intents if i.state in LIVING or not i.job]
    return min([otherwise, *times])


def settle_open(here: Here, intents: Iterable[Intent], jobs: Sequence[Job]) -> int:
    """Find the job of every open intent; without one, drop it when none can appear any more.

    Gives how many were settled. A job that appears later all the same is found by its tag.
    """
    known = list(intents)
    tagged = settle_tagged(here, known, jobs)
    taken = own_jobs([*known, *tagged])
    left = {intent.intent for intent in known} - {intent.intent for intent in tagged}
    opened = [i for i in known if i.state == IntentState.OPEN and i.intent in left]
    return len(tagged) + sum(_settle_one(here, i, _job_of(here, i, jobs, taken)) for i in opened)


def settle_tagged(here: Here, intents: Iterable[Intent], jobs: Sequence[Job]) -> list[Intent]:
    """Give intents without a job the one that carries their tag; gives them with it."""
    by_tag = {job.intent: job.job for job in jobs if job.intent and job.may_be_ours}
    tags = ((i, intent_tag(here.run, i.wave, i.intent)) for i in intents if not i.job)
    found = [replace(intent, job=by_tag[tag]) for intent, tag in tags if tag in by_tag]
    for intent in found:
        become(here, intent, IntentState.PLACED, job=intent.job)
    return found


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


def mark_launching(here: Here, intent: Intent, servers: Iterable[str]) -> int:
    """Note on servers of an intent that it is what launches them; gives how many could be."""
    values = {
        "state": ServerState.LAUNCHING,
        "intent": intent.intent,
        "attempt": intent.attempt,
        "started_at": intent.at,
    }
    states = (ServerState.PENDING, ServerState.LAUNCHING, ServerState.FAILED)
    waiting = one_of("state", states)
    gone = ("job", "reason", "ended_at", "instance")
    return here.table.write_each(
        update(server_key(here.run, intent.wave, server), values, waiting, remove=gone)
        for server in servers
    )


def is_behind(server: Server, intent: Intent, known: Mapping[str, Intent]) -> bool:
    """Whether a server of a placed intent does not know yet that this is what launches it.

    Somebody died before he noted it, or its job appeared after it was given up.
    """
    if server.intent == intent.intent or server.state == ServerState.LAUNCHED:
        return False
    other = known.get(server.intent)
    return other is None or other.state == IntentState.DROPPED or _age(other) < _age(intent)


def _age(intent: Intent) -> tuple[int, int, int]:
    """For the order of intents: halves of a chunk come after the whole of it."""
    return intent.attempt, intent.at, -len(intent.servers)


def become(here: Here, intent: Intent, state: IntentState, job: str = "") -> None:
    """Settle an intent, once."""
    write = update(
        intent_key(here.run, intent.wave, intent.intent),
        {"state": state, "job": job},
        equals("state", intent.state),
    )
    here.table.write(write)


def _job_of(here: Here, intent: Intent, jobs: Sequence[Job], taken: frozenset[str]) -> str:
    """The job of an intent that no job is tagged with; empty if there is none to be seen."""
    listed = {job.job for job in jobs}
    launch = _last_launch(here, intent)
    return _job_like(intent, jobs, taken) or (launch if launch not in listed | taken else "")


def _last_launch(here: Here, intent: Intent) -> str:
    """The job that the source servers name as their last launch, if it is one and just began."""
    there = where(here, place_of(here, intent))
    servers = servers_by_id(there, intent.servers).values()
    found = [newest_launch(server) for server in servers]
    jobs = {str(launch["jobID"]) for launch in found if launch and launch.get("jobID")}
    times = [epoch_of(launch.get("apiCallDateTime")) for launch in found if launch]
    fits = len(times) == len(intent.servers) and all(_is_right_after(intent, t) for t in times)
    return jobs.pop() if fits and len(jobs) == 1 else ""


def _is_right_after(intent: Intent, at: int) -> bool:
    return intent.at - CLOCKS <= at <= intent.at + INTENT_GIVEN_UP


def _job_like(intent: Intent, jobs: Sequence[Job], taken: frozenset[str]) -> str:
    alike = [job for job in jobs if job.job not in taken and _is_alike(intent, job)]
    return alike[0].job if alike else ""


def _is_alike(intent: Intent, job: Job) -> bool:
    """Whether an untagged launch of just these servers began right after the intent."""
    after = _is_right_after(intent, job.created)
    same = set(job.servers) == set(intent.servers)
    return not job.intent and after and job.may_be_ours and same
