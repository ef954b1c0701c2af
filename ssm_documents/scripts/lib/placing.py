"""The call itself: an intent and a reservation, then StartRecovery, then what its answer means.

StartRecovery has no client token. Its client never repeats a call.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from botocore.exceptions import BotoCoreError, ClientError

from muster.engine.holding import held
from muster.engine.items import Intent
from muster.engine.keys import intent_key, run_key, server_key, wave_key
from muster.engine.limits import CALL_AFTER_INTENT
from muster.engine.names import TAG_INTENT, TAG_PLAN, TAG_RUN, intent_tag
from muster.engine.room import room_for, with_quota, with_reservation, without_reservation
from muster.engine.states import IntentState, RunState, ServerState
from muster.engine.target import Target
from muster.engine.tickets import Ticket
from muster.engine.writes import Write, check, equals, free_or, one_of, put, update
from ssm_documents.scripts.lib.answers import Refusal, judged_refusal
from ssm_documents.scripts.lib.clients import client
from ssm_documents.scripts.lib.here import Here, now
from ssm_documents.scripts.lib.intents import become, mark_launching
from ssm_documents.scripts.lib.places import Place, where
from ssm_documents.scripts.lib.sharing import Shared
from ssm_documents.scripts.lib.sight import Sight, Watch

CALLS = 16
"""StartRecovery is called so often for one target in one tick; what is left is for the next."""
PATIENT = 5
"""So many conflicts that name nobody are waited out: the listing shows the busy server by then."""
NAMELESS = "DRS, which took the launch and named no job; its jobs are looked through"
CHANGED = "another look: the run, the wave or its target changed at this moment"


@dataclass
class Launch:
    """One tick's launches of a wave in one account and Region."""

    watch: Watch
    sight: Sight
    there: Place
    shared: Shared
    ticket: Ticket
    calls: int = 0

    @property
    def here(self) -> Here:
        """The surroundings of the script."""
        return self.watch.here


def place(launch: Launch, points: Mapping[str, str]) -> str:
    """Launch a chunk of servers in one job; gives what it waits for, empty if it was accepted.

    `points` names the snapshot of each server; an empty id leaves the choice to DRS.

    A rejected chunk is tried again without the server that it was rejected for.
    """
    if not points or launch.calls >= CALLS:
        return "" if not points else "DRS, which refuses too much; the rest is tried in a moment"
    intent = _intent(launch, tuple(points))
    if not _write_intent(launch, intent):
        return CHANGED
    launch.calls += 1
    launch.watch.forget()
    if mark_launching(launch.here, intent, intent.servers) < len(intent.servers):
        _drop(launch, intent)  # somebody adopted one of them at this moment
        return CHANGED
    if now() - intent.at > CALL_AFTER_INTENT:
        _drop(launch, intent)
        return "the run table, which was too slow; the launch is tried again"
    return _call(launch, intent, points)


def _intent(launch: Launch, servers: tuple[str, ...]) -> Intent:
    at, attempt = now(), launch.sight.wave.attempt
    name = f"{attempt:04d}-{at}-{len(servers)}-{servers[0]}"
    account, region = launch.there
    return Intent(
        name,
        launch.here.wave,
        IntentState.OPEN,
        attempt,
        servers,
        at,
        held=held(launch.sight.run, at),
        account=account,
        region=region,
    )


def _source(server: str, point: str) -> dict[str, str]:
    chosen = {"recoverySnapshotID": point} if point else {}
    return {"sourceServerID": server, **chosen}


def _call(launch: Launch, intent: Intent, points: Mapping[str, str]) -> str:
    try:
        answer = client("drs", where(launch.here, launch.there)).start_recovery(
            isDrill=launch.sight.run.mode == "drill",
            sourceServers=[_source(server, points[server]) for server in intent.servers],
            tags=_tags(launch, intent),
        )
    except (ClientError, BotoCoreError) as error:
        return _refused(launch, intent, points, judged_refusal(intent.servers, error))
    job = str((answer.get("job") or {}).get("jobID") or "")
    if not job:
        return NAMELESS
    become(launch.here, intent, IntentState.PLACED, job=job)
    return ""


def _refused(launch: Launch, intent: Intent, points: Mapping[str, str], refusal: Refusal) -> str:
    """Go on after a refusal; gives what the servers wait for."""
    if refusal.is_open:
        return refusal.waits_for
    _drop(launch, intent)
    count = len(intent.servers)
    launch.shared.change(lambda target: with_quota(target, refusal.quota, count, now()))
    for server in refusal.bad:
        fail_server(launch, server, refusal.reason)
    again = () if _looks_first(launch, intent, refusal) else refusal.again
    waits = {place(launch, {name: points[name] for name in part}) for part in again}
    return "; ".join(sorted({*waits, refusal.waits_for} - {""}))


def _looks_first(launch: Launch, intent: Intent, refusal: Refusal) -> bool:
    """Whether a listing may still tell whose conflict it is; if none does, the chunk is halved."""
    if refusal.is_anybodys:
        launch.watch.met[intent.servers] = launch.watch.met.get(intent.servers, 0) + 1
    return refusal.is_anybodys and launch.watch.met[intent.servers] < PATIENT


def fail_server(launch: Launch, server: str, reason: str) -> None:
    """Write down that a server could not be launched in this attempt, if the wave is still ours.

    Whoever owns it now may be launching the server.
    """
    values = {
        "state": ServerState.FAILED,
        "attempt": launch.sight.wave.attempt,
        "reason": reason[:500],
        "ended_at": now(),
    }
    states = (ServerState.PENDING, ServerState.LAUNCHING, ServerState.FAILED)
    key = server_key(launch.here.run, launch.here.wave, server)
    launch.here.table.write(update(key, values, one_of("state", states)), _is_ours(launch.here))
    launch.watch.forget()


def _drop(launch: Launch, intent: Intent) -> None:
    """The call was not made, or DRS refused it: nothing of it can appear."""
    become(launch.here, intent, IntentState.DROPPED)
    tag = _tag(launch, intent)
    launch.shared.change(lambda target: without_reservation(target, tag, now()))


def _write_intent(launch: Launch, intent: Intent) -> bool:
    """The intent, in one transaction with its reservation and the proof that it may be."""
    here, tag, count = launch.here, _tag(launch, intent), len(intent.servers)
    mark = f"{here.execution}/{intent.at}"

    def reserve(target: Target) -> Write | None:
        room = room_for(target, launch.ticket, now())
        fits = room.jobs and count <= min(room.servers, room.a_job)
        return with_reservation(target, tag, count, launch.ticket, now()) if fits else None

    return launch.shared.change(
        reserve,
        put(
            intent_key(here.run, here.wave, intent.intent),
            {**vars(intent), "servers": list(intent.servers), "mark": mark},
            free_or("mark", mark),
        ),
        check(
            run_key(here.run),
            one_of("state", (RunState.RUNNING, RunState.DECIDING, RunState.STALLED)),
            equals("hold", value=False),
            equals("epoch", launch.sight.run.epoch),
        ),
        _is_ours(here),
    )


def _is_ours(here: Here) -> Write:
    return check(wave_key(here.run, here.wave), equals("owner", here.execution))


def _tag(launch: Launch, intent: Intent) -> str:
    return intent_tag(launch.here.run, launch.here.wave, intent.intent)


def _tags(launch: Launch, intent: Intent) -> dict[str, str]:
    return {
        TAG_RUN: launch.here.run,
        TAG_PLAN: launch.sight.run.plan,
        TAG_INTENT: _tag(launch, intent),
    }
