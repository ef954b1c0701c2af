"""The call itself: an intent, then StartRecovery, then what its answer means.

StartRecovery has no client token. Its client never repeats a call.
"""

from collections.abc import Mapping

from botocore.exceptions import BotoCoreError, ClientError

from muster.engine.holding import held
from muster.engine.items import Intent, Run, Wave
from muster.engine.keys import intent_key, run_key, server_key, wave_key
from muster.engine.limits import CALL_AFTER_INTENT
from muster.engine.names import TAG_INTENT, TAG_PLAN, TAG_RUN, intent_tag
from muster.engine.packing import halves
from muster.engine.states import IntentState, RunState, ServerState
from muster.engine.writes import check, equals, free_or, one_of, put, update
from ssm_documents.scripts.lib.clients import client, error_code, is_transient
from ssm_documents.scripts.lib.here import Here, now
from ssm_documents.scripts.lib.intents import become, mark_launching

WAITING = frozenset({"ConflictException", "ServiceQuotaExceededException", "ThrottlingException"})
"""Rejections that pass: the servers are tried again at a later tick."""


def place(
    here: Here, run: Run, wave: Wave, servers: tuple[str, ...], points: Mapping[str, str]
) -> str:
    """Launch a chunk of servers in one job; gives what it waits for, empty if it was accepted.

    `points` names the snapshot of each server; an empty id leaves the choice to DRS.

    A rejected chunk is halved until the server that it was rejected for stands alone.
    """
    at = now()
    name = f"{wave.attempt:04d}-{at}-{len(servers)}-{servers[0]}"
    intent = Intent(
        name, here.wave, IntentState.OPEN, wave.attempt, servers, at, held=held(run, at)
    )
    if not _write_intent(here, run, intent):
        return "the run or the wave changed at this moment"
    mark_launching(here, intent, intent.servers)
    if now() - intent.at > CALL_AFTER_INTENT:
        become(here, intent, IntentState.DROPPED)
        return "the run table was too slow; the launch is tried again"
    return _call(here, run, wave, intent, points)


def _source(server: str, point: str) -> dict[str, str]:
    chosen = {"recoverySnapshotID": point} if point else {}
    return {"sourceServerID": server, **chosen}


def _call(here: Here, run: Run, wave: Wave, intent: Intent, points: Mapping[str, str]) -> str:
    try:
        answer = client("drs", here.region).start_recovery(
            isDrill=run.mode == "drill",
            sourceServers=[_source(server, points[server]) for server in intent.servers],
            tags=_tags(here, run, intent),
        )
    except (ClientError, BotoCoreError) as error:
        halved = _not_accepted(here, wave, intent, error)
        if not isinstance(halved, str):
            waits = {place(here, run, wave, part, points) for part in halved}
            return "; ".join(sorted(waits - {""}))
        return halved
    become(here, intent, IntentState.PLACED, job=answer["job"]["jobID"])
    return ""


def _not_accepted(
    here: Here, wave: Wave, intent: Intent, error: Exception
) -> str | list[tuple[str, ...]]:
    """What the servers wait for, or the parts of the chunk to try apart."""
    code = error_code(error)
    if code not in WAITING and is_transient(error):
        return "DRS did not answer; its jobs are looked through"
    become(here, intent, IntentState.DROPPED)
    if code in WAITING:
        return f"DRS: {error}"
    if len(intent.servers) > 1:
        return halves(intent.servers)
    fail_server(here, wave, intent.servers[0], f"DRS refuses it: {error}")
    return ""


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
            one_of("state", (RunState.RUNNING, RunState.DECIDING, RunState.STALLED)),
            equals("hold", value=False),
            equals("epoch", run.epoch),
        ),
        check(wave_key(here.run, here.wave), equals("owner", here.execution)),
    )


def _tags(here: Here, run: Run, intent: Intent) -> dict[str, str]:
    tag = intent_tag(here.run, here.wave, intent.intent)
    return {TAG_RUN: here.run, TAG_PLAN: run.plan, TAG_INTENT: tag}
