"""What became of the servers of a job: DRS answers per server, never by `COMPLETED`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from muster.engine.items import Intent, Server
from muster.engine.jobs import FORGOTTEN, LAUNCHED, Job
from muster.engine.keys import server_key
from muster.engine.states import IntentState, ServerState
from muster.engine.writes import Write, equals, update
from ssm_documents.scripts.lib.clients import Where
from ssm_documents.scripts.lib.facts import instances_of
from ssm_documents.scripts.lib.here import Here, now
from ssm_documents.scripts.lib.intents import is_behind, mark_launching, settle_done
from ssm_documents.scripts.lib.job_logs import entries
from ssm_documents.scripts.lib.places import place_of, where

LISTED_WITHIN = 120
"""How long after the end of a job its instances may be unlisted, in seconds; clocks differ, too."""
BAD = frozenset({"FAILED", "TERMINATED"})


def read_results(
    here: Here, intents: Sequence[Intent], servers: Mapping[str, Server], jobs: Sequence[Job]
) -> int:
    """Write every result that DRS has by now to the servers of the placed intents.

    Gives how many writes there were.
    """
    by_id = {job.job: job for job in jobs}
    known = {intent.intent: intent for intent in intents}
    placed = [intent for intent in intents if intent.state == IntentState.PLACED]
    return sum(_read_one(here, intent, servers, known, by_id.get(intent.job)) for intent in placed)


def _read_one(
    here: Here,
    intent: Intent,
    servers: Mapping[str, Server],
    known: Mapping[str, Intent],
    job: Job | None,
) -> int:
    behind = [server for server in intent.servers if is_behind(servers[server], intent, known)]
    if behind:
        mark_launching(here, intent, behind)
        return len(behind)
    return _read_job(here, intent, servers, job) if job else 0


def _read_job(here: Here, intent: Intent, servers: Mapping[str, Server], job: Job) -> int:
    waiting = [name for name in intent.servers if _is_waiting(servers.get(name), intent)]
    launched = [name for name in waiting if job.servers.get(name) == LAUNCHED]
    failed = [name for name in waiting if job.servers.get(name) in BAD]
    lost = [servers[name] for name in failed]
    writes = [*_launched(here, intent, job, launched), *_failed(here, intent, job, lost)]
    if job.is_over:
        answered = {*launched, *failed}
        rest = [name for name in waiting if name not in answered]
        writes += [_bad(here, intent, server, _without_result(job)) for server in rest]
    written = here.table.write_each(writes)  # fewer, if somebody else noted something else
    if written == len(waiting) and (job.is_over or _are_launched(intent, job)):
        settle_done(here, intent)
        return len(writes) + 1
    return len(writes)


def _are_launched(intent: Intent, job: Job) -> bool:
    """Whether nothing of a job can go wrong any more, although DRS has not closed it yet."""
    return all(job.servers.get(name) == LAUNCHED for name in intent.servers)


def _is_waiting(server: Server | None, intent: Intent) -> bool:
    """Whether the job of this intent is what the server waits for."""
    if server is None or server.state != ServerState.LAUNCHING:
        return False
    return server.intent == intent.intent


def _launched(here: Here, intent: Intent, job: Job, servers: list[str]) -> list[Write]:
    """Results of launched servers; one whose instance is not listed yet waits for the next tick."""
    if not servers:
        return []
    there = _where(here, intent)
    found = [i for i in instances_of(there, servers) if i.get("jobID") == intent.job]
    instances = {instance["sourceServerID"]: instance for instance in found}
    logged = {} if set(servers) <= set(instances) else _logged_instances(there, intent.job)
    late = bool(job.ended) and now() - job.ended > LISTED_WITHIN
    return [
        _good(here, intent, server, instances.get(server, {}), logged.get(server, ""))
        for server in servers
        if server in instances or server in logged or late
    ]


def _good(
    here: Here, intent: Intent, server: str, instance: Mapping[str, Any], logged: str
) -> Write:
    point = str(instance.get("pointInTimeSnapshotDateTime") or "")
    values = {
        "state": ServerState.LAUNCHED,
        "job": intent.job,
        "instance": str(instance.get("ec2InstanceID") or logged),
        "ended_at": now(),
        "point_in_time": str(int(datetime.fromisoformat(point).timestamp())) if point else "",
    }
    return update(server_key(here.run, here.wave, server), values, equals("intent", intent.intent))


def _failed(here: Here, intent: Intent, job: Job, servers: list[Server]) -> list[Write]:
    if not servers:
        return []
    reasons = _logged_errors(_where(here, intent), job.job)
    of_all = reasons.get("")
    return [
        _bad(here, intent, s.server, reasons.get(s.server) or of_all or _untold(s)) for s in servers
    ]


def _without_result(job: Job) -> str:
    if job.status == FORGOTTEN:
        return f"DRS does not know its job {job.job} any more, nor an instance of that"
    return "the job ended without its result"


def _untold(server: Server) -> str:
    there = "; else see the conversion jobs of its staging account " if server.staging else ""
    return f"DRS gives no reason; see the job's log{there}{server.staging}"


def _bad(here: Here, intent: Intent, server: str, reason: str) -> Write:
    values = {
        "state": ServerState.FAILED,
        "job": intent.job,
        "reason": reason[:500],
        "ended_at": now(),
    }
    return update(server_key(here.run, here.wave, server), values, equals("intent", intent.intent))


def _where(here: Here, intent: Intent) -> Where:
    return where(here, place_of(here, intent))


def _logged_errors(there: Where, job: str) -> dict[str, str]:
    return _logged(there, job, "rawError")


def _logged_instances(there: Where, job: str) -> dict[str, str]:
    return _logged(there, job, "targetInstanceID")


def _logged(there: Where, job: str, what: str) -> dict[str, str]:
    """By server; by an empty name what is said of the whole job."""
    found = [item.get("eventData") or {} for item in entries(there, job)]
    return {
        str(data.get("sourceServerID") or ""): str(data[what]) for data in found if data.get(what)
    }
