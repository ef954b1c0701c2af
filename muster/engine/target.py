"""What all waves share of one target account and Region: DRS's jobs, and who may launch next.

One item of the table holds a snapshot of the jobs, the launches that are not in it yet
(reservations), the waves that wait for room (tickets), and what DRS's refusals taught about its
quotas. Every write carries the item's version, so of two that decide on the same view one reads
again. Nothing here is needed for safety: a launch over a quota is refused by DRS and tried again;
it is what keeps that from happening, in fair order.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Any

from muster.engine.jobs import Job, jobs_as_text, jobs_from_text
from muster.engine.keys import target_key
from muster.engine.limits import (
    CLOCKS,
    HEAD_START,
    INTENT_GIVEN_UP,
    JOBS_AT_FIRST,
    JOBS_IN_PROGRESS,
    JOBS_KEPT,
    LEARNED_FOR,
    POLL_TURN,
    SERVERS_A_JOB,
    SERVERS_IN_JOBS,
    TICKET_LIFE,
    WAVE_TICK,
)
from muster.engine.packing import Room
from muster.engine.writes import Condition, Write, absent, equals, update

QUOTAS = {"a_job": SERVERS_A_JOB, "jobs": JOBS_IN_PROGRESS, "servers": SERVERS_IN_JOBS}
"""What DRS documents, by the name under which a smaller number is learned."""
LEARNABLE = frozenset({"a_job", "servers"})


@dataclass(frozen=True)
class Ticket:
    """A wave that wants to launch `wants` more servers; refreshed now and then, else void.

    `followers`: waves on the longest chain that waits for it.
    """

    holder: str
    wants: int
    urgency: int
    since: int
    seen: int
    followers: int = 0

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Recovery before drill, plan priority, then who has waited longest.

        Each wave that follows counts as some waiting: what is on the longest path is launched
        early, also when it is retried, and nobody is passed by for ever.
        """
        waited_since = self.since - HEAD_START * self.followers
        return self.urgency, waited_since, -self.wants, self.holder


@dataclass(frozen=True)
class Target:
    """The shared item of one account and Region; `reservations` are (servers, since) by tag.

    `polled_ms` is when DRS was asked for its jobs last, answered or not, in epoch milliseconds:
    whole seconds would let a sixth poll into a minute.
    """

    account: str
    region: str
    version: int = 0
    listed_at: int = 0
    listed_since: int = 0
    polled_ms: int = 0
    turn: str = ""
    turn_until: int = 0
    jobs: tuple[Job, ...] = ()
    reservations: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    tickets: tuple[Ticket, ...] = ()
    learned: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def read_target(account: str, region: str, item: Mapping[str, Any]) -> Target:
    """The item as a value; an absent one is an empty target."""
    return Target(account, region, **_values(item))


def after(target: Target, write: Write) -> Target:
    """The target as this write leaves it."""
    return replace(target, **_values(write.values))


def urgency_of(mode: str, priority: int) -> int:
    """A number to wait by: any recovery comes before any drill, then plan priority 1 before 5."""
    return (0 if mode == "recovery" else 10) + priority


def next_poll(target: Target) -> float:
    """The moment before which nobody asks DRS for its jobs, in epoch seconds."""
    return target.polled_ms / 1000 + WAVE_TICK


def needs_listing(target: Target, me: str, now: float) -> bool:
    """Whether the snapshot is old, and it is not another's turn to renew it."""
    return now >= next_poll(target) and (target.turn == me or now >= target.turn_until)


def has_turn(target: Target, me: str, now: float) -> bool:
    """Whether `me` may list without asking: the last listing was its own, and not long ago."""
    return target.turn == me and now < target.turn_until


def take_turn(target: Target, me: str, now: int) -> Write:
    """Claim the next listing, for a short while."""
    return _changed(target, {"turn": me, "turn_until": now + POLL_TURN})


def list_since(target: Target, now: int) -> int:
    """From when jobs must be listed, so that none in progress and none that is new is missed."""
    if now - target.listed_at > JOBS_KEPT:
        return now - JOBS_AT_FIRST
    running = [job.created for job in target.jobs if not job.is_over]
    return min([now - JOBS_KEPT, *running]) - CLOCKS


def without_turn(target: Target, me: str) -> Write | None:
    """Leave the next listing to anybody; None if it is not one's own."""
    return _changed(target, {"turn_until": 0}) if target.turn == me else None


def without_listing(target: Target, began: float) -> Write:
    """DRS was asked at this moment and did not answer: the next poll keeps its distance to it."""
    return _changed(target, _polled(began))


def with_listing(target: Target, jobs: Iterable[Job], since: int, began: float) -> Write:
    """The new snapshot; reservations that it shows, or that are void, are dropped.

    `began` is when DRS was asked, in epoch seconds. Jobs that have long been over are left out: an
    item has an end, and accounts have many.
    """
    now = int(began)
    seen = {job.job: job for job in jobs}
    lately = [job for job in target.jobs if job.is_over and job.job not in seen]
    kept = tuple(job for job in (*seen.values(), *lately) if _is_of_use(job, now))
    values = {
        **_polled(began),
        "listed_at": now,
        "listed_since": max(since, now - JOBS_KEPT),
        "jobs": jobs_as_text(kept),
        "reservations": _as_lists(_unseen(replace(target, jobs=kept), now)),
        "tickets": [vars(ticket) for ticket in _alive(target, now)],
    }
    return _changed(target, values)


def _polled(began: float) -> dict[str, int]:
    return {"polled_ms": ceil(began * 1000), "turn_until": int(began) + POLL_TURN}


def _is_of_use(job: Job, now: int) -> bool:
    return not job.is_over or now - max(job.ended, job.created) <= JOBS_KEPT


def room_for(target: Target, mine: Ticket, now: int) -> Room:
    """What is left for this ticket after jobs, reservations and those who come before it."""
    room = _room(target, now)
    others = [t for t in _alive(target, now) if t.holder != mine.holder and t.order < mine.order]
    for ticket in sorted(others, key=lambda entry: entry.order):
        room = _after(room, ticket.wants)
    return room


def ticket_of(target: Target, mine: Ticket, now: int) -> Ticket:
    """My ticket with the time of its first asking, if it is in the item and still alive."""
    before = [ticket for ticket in _alive(target, now) if ticket.holder == mine.holder]
    return replace(mine, since=before[0].since if before else now, seen=now)


def with_ticket(target: Target, mine: Ticket, now: int) -> Write:
    """Queue for room, or say that one still waits; without wishes the ticket goes."""
    return _changed(target, {"tickets": _tickets(target, mine, now)})


def with_reservation(target: Target, intent: str, servers: int, mine: Ticket, now: int) -> Write:
    """Count a launch that is about to happen; it ends with its job or its intent."""
    left = replace(mine, wants=mine.wants - servers)
    reserved = {**_unseen(target, now), intent: (servers, now)}
    values = {"reservations": _as_lists(reserved), "tickets": _tickets(target, left, now)}
    return _changed(target, values)


def without_reservation(target: Target, intent: str, now: int) -> Write:
    """Count a launch no more: DRS has refused it."""
    kept = {key: entry for key, entry in _unseen(target, now).items() if key != intent}
    return _changed(target, {"reservations": _as_lists(kept)})


def with_quota(target: Target, quota: str, refused: int, now: int) -> Write | None:
    """Remember for a while that DRS allows less here than it documents: half of what it refused.

    None if the refusal says nothing about the quota itself: jobs in progress may have used it up.
    """
    if quota not in LEARNABLE or (quota == "servers" and any(not j.is_over for j in target.jobs)):
        return None
    known = {**target.learned, quota: (max(refused // 2, 1), now)}
    return _changed(target, {"learned": _as_lists(known)})


def _room(target: Target, now: int) -> Room:
    running = [job for job in target.jobs if not job.is_over]
    reserved = _unseen(target, now).values()
    limit = {name: _limit(target, name, now) for name in QUOTAS}
    jobs = limit["jobs"] - len(running) - len(reserved)
    servers = limit["servers"] - sum(len(job.servers) for job in running)
    left = servers - sum(count for count, _ in reserved)
    return Room(max(jobs, 0), max(left, 0), limit["a_job"])


def _limit(target: Target, quota: str, now: int) -> int:
    limit, since = target.learned.get(quota, (QUOTAS[quota], now))
    return limit if now - since <= LEARNED_FOR else QUOTAS[quota]


def _unseen(target: Target, now: int) -> dict[str, tuple[int, int]]:
    """The reservations that still count: without a job, and not given up."""
    shown = {job.intent for job in target.jobs}
    return {
        intent: (servers, at)
        for intent, (servers, at) in target.reservations.items()
        if intent not in shown and now - at <= INTENT_GIVEN_UP
    }


def _alive(target: Target, now: int) -> list[Ticket]:
    return [ticket for ticket in target.tickets if now - ticket.seen <= TICKET_LIFE]


def _tickets(target: Target, mine: Ticket, now: int) -> list[dict[str, Any]]:
    others = [ticket for ticket in _alive(target, now) if ticket.holder != mine.holder]
    kept = [ticket_of(target, mine, now)] if mine.wants > 0 else []
    return [vars(ticket) for ticket in (*others, *kept)]


def _after(room: Room, wants: int) -> Room:
    """What somebody who comes first leaves over."""
    taken = min(wants, room.servers)
    jobs = -(-taken // room.a_job)
    return Room(max(room.jobs - jobs, 0), room.servers - taken, room.a_job)


def _pairs(found: Mapping[str, Any]) -> dict[str, tuple[int, int]]:
    return {name: (int(entry[0]), int(entry[1])) for name, entry in found.items()}


def _as_lists(pairs: Mapping[str, tuple[int, int]]) -> dict[str, list[int]]:
    return {name: list(entry) for name, entry in pairs.items()}


def _changed(target: Target, values: Mapping[str, Any]) -> Write:
    key = target_key(target.account, target.region)
    same: Condition = equals("version", target.version) if target.version else absent("version")
    return update(key, {**values, "version": target.version + 1}, same)


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "version": int,
    "listed_at": int,
    "listed_since": int,
    "polled_ms": int,
    "turn": str,
    "turn_until": int,
    "jobs": jobs_from_text,
    "reservations": _pairs,
    "tickets": lambda entries: tuple(Ticket(**entry) for entry in entries),
    "learned": _pairs,
}


def _values(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: read(item[name]) for name, read in _READERS.items() if name in item}
