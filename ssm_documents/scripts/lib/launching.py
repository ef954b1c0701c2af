"""Launching what a wave is missing: room, guards, recovery points, then jobs."""

from collections.abc import Sequence
from dataclasses import replace

from botocore.exceptions import BotoCoreError, ClientError

from muster.engine.counts import counted
from muster.engine.guards import Verdict
from muster.engine.items import Server
from muster.engine.jobs import busy_servers, own_jobs
from muster.engine.limits import TICKET_LIFE
from muster.engine.packing import chunks
from muster.engine.points import why_none
from muster.engine.room import room_for, ticket_of, with_ticket
from muster.engine.tickets import Ticket, urgency_of
from muster.engine.turns import in_turn
from ssm_documents.scripts.lib.clients import is_transient
from ssm_documents.scripts.lib.conversions import conversions
from ssm_documents.scripts.lib.facts import gather
from ssm_documents.scripts.lib.here import RefusedError, load_servers, now
from ssm_documents.scripts.lib.holding import give_back
from ssm_documents.scripts.lib.overrides import judge_with
from ssm_documents.scripts.lib.places import Place, by_place, place_name, silent_place, where
from ssm_documents.scripts.lib.placing import Launch, fail_server, place
from ssm_documents.scripts.lib.points import looking_until, points_of
from ssm_documents.scripts.lib.sharing import Shared
from ssm_documents.scripts.lib.sight import Sight, Watch, is_to_do

LISTING = "the list of the DRS jobs of {}"
JUDGED_FOR = 20
"""What DRS said of the servers is believed so long when they are launched, in seconds."""
LOOKED_FOR = 90
"""So long one tick looks for recovery points, in seconds: a ticket lives 120. What it has found is
launched then, whatever is left."""
UNTOLD = "the recovery points of {}, of which DRS tells slowly in {}"
FULL = "room in the DRS jobs of {} for {}"


def launch_missing(watch: Watch, sight: Sight) -> str:
    """Launch what may be launched; gives what the rest waits for."""
    if not sight.missing:
        return conversions(watch, sight)
    if sight.run.hold or sight.run.abort:
        return _hold(watch, sight)
    launch = sight.wave.spec.get("launch")
    now_due = in_turn(sight.missing, launch, in_flight=bool(sight.in_flight))
    places = by_place(watch.here, now_due)
    waits = {_unless_silent(watch, sight, there, servers) for there, servers in places.items()}
    left = len(sight.missing) - len(now_due)
    if left:
        waits.add(f"the turn of {counted(left, 'server')}")
    return "; ".join(sorted({*waits, conversions(watch, sight)} - {""}))


def _hold(watch: Watch, sight: Sight) -> str:
    if not sight.in_flight and sight.run.hold and not sight.run.abort:
        give_back(watch.here)
    if not sight.in_flight:
        raise RefusedError(f"the run is aborted; servers not launched: {len(sight.missing)}")
    return "the run is paused" if sight.run.hold else "the run is aborted"


def _unless_silent(watch: Watch, sight: Sight, there: Place, servers: Sequence[Server]) -> str:
    """Launch in one account and Region; that AWS does not answer there holds up no other."""
    try:
        return _launch_there(watch, sight, there, servers)
    except (ClientError, BotoCoreError) as error:
        if not is_transient(error):
            raise
        return silent_place(there, error)


def _launch_there(watch: Watch, sight: Sight, there: Place, servers: Sequence[Server]) -> str:
    shared = Shared(watch.here, sight.targets[there])
    if not shared.target.listed_at:
        return LISTING.format(place_name(there))
    launch = Launch(watch, sight, there, shared, _ticket(sight, shared, len(servers)))
    room = room_for(shared.target, launch.ticket, now())
    if not (room.jobs and room.servers):
        return _queue(launch, len(servers))
    judged_at, known = now(), _still_missing(launch, servers)
    ready, waits_for = _judged(launch, known)
    begun = 0
    for chunk in chunks(ready, room):
        chosen = [server for server in known if server.server in chunk]
        waits_for = _launch_chunk(launch, chosen, judged_at) or waits_for
        begun += len(chunk)
    return _queue(launch, len(ready) - begun) if begun < len(ready) else waits_for


def _ticket(sight: Sight, shared: Shared, wants: int) -> Ticket:
    urgency = urgency_of(sight.run.mode, sight.run.priority)
    holder = f"{sight.run.run}/{sight.wave.wave}"
    mine = Ticket(holder, wants, urgency, now(), now(), sight.wave.followers)
    return ticket_of(shared.target, mine, now())


def _queue(launch: Launch, wants: int) -> str:
    """Say that so many servers wait, unless the shared item knows; gives it in words."""
    mine = ticket_of(launch.shared.target, launch.ticket, now())
    before = [t for t in launch.shared.target.tickets if t.holder == mine.holder]
    fresh = before and before[0].wants == wants and now() - before[0].seen < TICKET_LIFE // 2
    if not fresh:
        asked = replace(mine, wants=wants)
        launch.shared.change(lambda target: with_ticket(target, asked, now()))
    return FULL.format(place_name(launch.there), counted(wants, "server"))


def _still_missing(launch: Launch, servers: Sequence[Server]) -> list[Server]:
    """Those that nobody has adopted since they were read."""
    known = {server.server: server for server in load_servers(launch.here, launch.here.wave)}
    wave = launch.sight.wave
    return [known[server.server] for server in servers if is_to_do(known[server.server], wave)]


def _judged(launch: Launch, servers: Sequence[Server]) -> tuple[list[str], str]:
    """The servers that may be launched now; those that may not are failed with the reason."""
    busy = busy_servers(launch.shared.target.jobs)
    ids = [server.server for server in servers]
    look = looking_until(now() + LOOKED_FOR, launch.watch.pointed)
    facts = gather(where(launch.here, launch.there), ids, busy, look)
    judge = judge_with(launch.here, own_jobs(launch.sight.intents))
    ready, waits_for = [], _without_facts(launch, len(servers) - len(facts))
    for server in (each for each in servers if each.server in facts):
        verdict, reason = judge(server, facts[server.server])
        if verdict is Verdict.LAUNCH:
            ready.append(server.server)
        elif verdict is Verdict.WAIT:
            waits_for = f"{server.name}, which is {reason}"
        else:
            fail_server(launch, server.server, reason)
    return ready, waits_for


def _without_facts(launch: Launch, servers: int) -> str:
    many = counted(servers, "server")
    return UNTOLD.format(many, place_name(launch.there)) if servers else ""


def _launch_chunk(launch: Launch, servers: Sequence[Server], judged_at: int) -> str:
    """Launch them in one job; they are judged again if finding their points took long."""
    points = _pointed(launch, [server.server for server in servers])
    if now() - judged_at <= JUDGED_FOR:
        return place(launch, points)
    ready, waits_for = _judged(launch, [s for s in servers if s.server in points])
    return place(launch, {name: points[name] for name in ready}) or waits_for


def _pointed(launch: Launch, servers: Sequence[str]) -> dict[str, str]:
    """The snapshot of each server that has the chosen recovery point; the others fail."""
    chosen = launch.sight.run.point_in_time
    points = points_of(where(launch.here, launch.there), chosen, servers)
    for server in servers:
        if server not in points:
            fail_server(launch, server, why_none(chosen))
    return points
