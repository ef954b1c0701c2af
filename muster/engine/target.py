"""What all waves share of one target account and Region: DRS's jobs, and who may launch next.

One item of the table holds a snapshot of the jobs, the launches that are not in it yet
(reservations) and the waves that wait for room (tickets). Every write carries the item's version,
so of two that decide on the same view one reads again. Nothing here is needed for safety: a launch
over a quota is refused by DRS and tried again; it is what keeps that from happening, in fair order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from muster.engine.keys import target_key
from muster.engine.limits import (
    INTENT_GIVEN_UP,
    JOBS_IN_PROGRESS,
    POLL_TURN,
    SERVERS_IN_JOBS,
    TICKET_LIFE,
    WAVE_TICK,
)
from muster.engine.packing import Room
from muster.engine.writes import Write, equals, free_or, update

Order = tuple[int, int, int, str]


@dataclass(frozen=True)
class Job:
    """One DRS job of the snapshot; times in epoch seconds, `servers` id to launch status."""

    job: str
    status: str
    kind: str
    created: int
    ended: int
    intent: str
    servers: Mapping[str, str]

    @property
    def is_over(self) -> bool:
        """Whether DRS is done with it, whatever became of its servers."""
        return self.status == "COMPLETED"


@dataclass(frozen=True)
class Ticket:
    """A wave that wants to launch `wants` servers; refreshed at every tick, else void."""

    holder: str
    wants: int
    urgency: int
    since: int
    seen: int

    @property
    def order(self) -> Order:
        """Recovery before drill, plan priority, then who has waited longest."""
        return self.urgency, self.since, -self.wants, self.holder


@dataclass(frozen=True)
class Target:
    """The shared item of one account and Region."""

    account: str
    region: str
    version: int = 0
    listed_at: int = 0
    turn: str = ""
    turn_until: int = 0
    jobs: tuple[Job, ...] = ()
    reservations: Mapping[str, tuple[int, int]] | None = None
    tickets: tuple[Ticket, ...] = ()


def urgency_of(mode: str, priority: int) -> int:
    """A number to wait by: any recovery comes before any drill, then plan priority 1 before 5."""
    return (0 if mode == "recovery" else 10) + priority


def needs_listing(target: Target, now: int) -> bool:
    """Whether the snapshot is old and nobody is renewing it."""
    return now - target.listed_at >= WAVE_TICK and now >= target.turn_until


def take_turn(target: Target, me: str, now: int) -> Write:
    """Claim the next listing, for a short while."""
    return _changed(target, {"turn": me, "turn_until": now + POLL_TURN})


def with_listing(target: Target, jobs: Iterable[Job], now: int) -> Write:
    """The new snapshot; reservations that it shows, or that are void, are dropped."""
    seen = tuple(jobs)
    shown = {job.intent for job in seen if job.intent}
    open_ones = {
        intent: [servers, at]
        for intent, (servers, at) in (target.reservations or {}).items()
        if intent not in shown and now - at <= INTENT_GIVEN_UP
    }
    return _changed(
        target,
        {
            "listed_at": now,
            "turn_until": 0,
            "jobs": [_as_item(job) for job in seen],
            "reservations": open_ones,
            "tickets": [vars(t) for t in target.tickets if now - t.seen <= TICKET_LIFE],
        },
    )


def room_for(target: Target, mine: Ticket, now: int) -> Room:
    """What is left for this ticket after jobs, reservations and those who come before it."""
    running = [job for job in target.jobs if not job.is_over]
    reserved = (target.reservations or {}).values()
    jobs = JOBS_IN_PROGRESS - len(running) - len(reserved)
    servers = SERVERS_IN_JOBS - sum(len(job.servers) for job in running)
    room = Room(max(jobs, 0), max(servers - sum(count for count, _ in reserved), 0))
    others = [t for t in target.tickets if t.holder != mine.holder]
    alive = [t for t in others if now - t.seen <= TICKET_LIFE and t.order < mine.order]
    for ticket in sorted(alive, key=lambda entry: entry.order):
        room = _after(room, ticket.wants)
    return room


def with_ticket(target: Target, mine: Ticket, now: int) -> Write:
    """Queue for room, or say that one still waits; the time of the first asking stands."""
    before = [t for t in target.tickets if t.holder == mine.holder]
    kept = replace(mine, since=before[0].since if before else now, seen=now)
    others = [t for t in target.tickets if t.holder != mine.holder and now - t.seen <= TICKET_LIFE]
    return _changed(target, {"tickets": [vars(t) for t in (*others, kept)]})


def with_reservation(target: Target, intent: str, servers: int, holder: str, now: int) -> Write:
    """Count a launch that is about to happen; it ends with its job or its intent."""
    reserved = {key: list(entry) for key, entry in (target.reservations or {}).items()}
    others = [vars(t) for t in target.tickets if t.holder != holder]
    changes = {"reservations": {**reserved, intent: [servers, now]}, "tickets": others}
    return _changed(target, changes)


def read_target(account: str, region: str, item: Mapping[str, Any]) -> Target:
    """The item as a value; an absent one is an empty target."""
    return Target(
        account=account,
        region=region,
        version=int(item.get("version") or 0),
        listed_at=int(item.get("listed_at") or 0),
        turn=str(item.get("turn") or ""),
        turn_until=int(item.get("turn_until") or 0),
        jobs=tuple(Job(*entry) for entry in item.get("jobs") or ()),
        reservations={k: (v[0], v[1]) for k, v in (item.get("reservations") or {}).items()},
        tickets=tuple(Ticket(**entry) for entry in item.get("tickets") or ()),
    )


def _as_item(job: Job) -> list[Any]:
    return [job.job, job.status, job.kind, job.created, job.ended, job.intent, dict(job.servers)]


def _after(room: Room, wants: int) -> Room:
    """What somebody who comes first leaves over."""
    taken = min(wants, room.servers)
    jobs = -(-taken // room.a_job)
    return Room(max(room.jobs - jobs, 0), room.servers - taken)


def _changed(target: Target, values: Mapping[str, Any]) -> Write:
    key = target_key(target.account, target.region)
    same = equals("version", target.version) if target.version else free_or("version", 0)
    return update(key, {**values, "version": target.version + 1}, same)
