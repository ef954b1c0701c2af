"""What DRS's quotas leave for a launch in one target account and Region, and for whom."""

from dataclasses import replace
from typing import Any

from muster.engine.limits import JOBS_IN_PROGRESS, LEARNED_FOR, SERVERS_A_JOB, SERVERS_IN_JOBS
from muster.engine.packing import Room
from muster.engine.target import Target, pairs_as_lists
from muster.engine.tickets import Ticket
from muster.engine.writes import Write

QUOTAS = {"a_job": SERVERS_A_JOB, "jobs": JOBS_IN_PROGRESS, "servers": SERVERS_IN_JOBS}
"""What DRS documents, by the name under which a smaller number is learned."""
LEARNABLE = frozenset({"a_job", "servers"})


def room_for(target: Target, mine: Ticket, now: int) -> Room:
    """What is left for this ticket after jobs, reservations and those who come before it."""
    room = _room(target, now)
    others = [t for t in target.waiting(now) if t.holder != mine.holder and t.order < mine.order]
    for ticket in sorted(others, key=lambda entry: entry.order):
        room = _after(room, ticket.wants)
    return room


def ticket_of(target: Target, mine: Ticket, now: int) -> Ticket:
    """My ticket with the time of its first asking, if it is in the item and still alive."""
    before = [ticket for ticket in target.waiting(now) if ticket.holder == mine.holder]
    return replace(mine, since=before[0].since if before else now, seen=now)


def with_ticket(target: Target, mine: Ticket, now: int) -> Write:
    """Queue for room, or say that one still waits; without wishes the ticket goes."""
    return target.changed({"tickets": _tickets(target, mine, now)})


def with_reservation(target: Target, intent: str, servers: int, mine: Ticket, now: int) -> Write:
    """Count a launch that is about to happen; it ends with its job or its intent."""
    left = replace(mine, wants=mine.wants - servers)
    reserved = {**target.unseen(now), intent: (servers, now)}
    values = {"reservations": pairs_as_lists(reserved), "tickets": _tickets(target, left, now)}
    return target.changed(values)


def without_reservation(target: Target, intent: str, now: int) -> Write:
    """Count a launch no more: DRS has refused it."""
    kept = {key: entry for key, entry in target.unseen(now).items() if key != intent}
    return target.changed({"reservations": pairs_as_lists(kept)})


def with_quota(target: Target, quota: str, refused: int, now: int) -> Write | None:
    """Remember for a while that DRS allows less here than it documents: half of what it refused.

    None if the refusal says nothing about the quota itself: jobs in progress may have used it up.
    """
    if quota not in LEARNABLE or (quota == "servers" and any(not j.is_over for j in target.jobs)):
        return None
    known = {**target.learned, quota: (max(refused // 2, 1), now)}
    return target.changed({"learned": pairs_as_lists(known)})


def _room(target: Target, now: int) -> Room:
    running = [job for job in target.jobs if not job.is_over]
    reserved = target.unseen(now).values()
    limit = {name: _limit(target, name, now) for name in QUOTAS}
    jobs = limit["jobs"] - len(running) - len(reserved)
    servers = limit["servers"] - sum(len(job.servers) for job in running)
    left = servers - sum(count for count, _ in reserved)
    return Room(max(jobs, 0), max(left, 0), limit["a_job"])


def _limit(target: Target, quota: str, now: int) -> int:
    limit, since = target.learned.get(quota, (QUOTAS[quota], now))
    return limit if now - since <= LEARNED_FOR else QUOTAS[quota]


def _tickets(target: Target, mine: Ticket, now: int) -> list[dict[str, Any]]:
    others = [ticket for ticket in target.waiting(now) if ticket.holder != mine.holder]
    kept = [ticket_of(target, mine, now)] if mine.wants > 0 else []
    return [vars(ticket) for ticket in (*others, *kept)]


def _after(room: Room, wants: int) -> Room:
    """What somebody who comes first leaves over."""
    taken = min(wants, room.servers)
    jobs = -(-taken // room.a_job)
    return Room(max(room.jobs - jobs, 0), room.servers - taken, room.a_job)
