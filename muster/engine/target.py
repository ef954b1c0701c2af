"""What all waves share of one target account and Region: DRS's jobs, and who may launch next.

One item of the table holds a snapshot of the jobs, the launches that are not in it yet
(reservations), the waves that wait for room (tickets), and what DRS's refusals taught about its
quotas. Every write carries the item's version, so of two that decide on the same view one reads
again. Nothing here is needed for safety: a launch over a quota is refused by DRS and tried again;
it is what keeps that from happening, in fair order.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from muster.engine.items import read
from muster.engine.jobs import Job, jobs_from_text
from muster.engine.keys import target_key
from muster.engine.limits import INTENT_GIVEN_UP
from muster.engine.tickets import Ticket
from muster.engine.writes import Condition, Write, absent, equals, update

Pairs = Mapping[str, tuple[int, int]]
"""A number and a moment, by name."""


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
    reservations: Pairs = field(default_factory=dict)
    tickets: tuple[Ticket, ...] = ()
    learned: Pairs = field(default_factory=dict)

    def unseen(self, now: int) -> dict[str, tuple[int, int]]:
        """The reservations that still count: without a job, and not given up."""
        shown = {job.intent for job in self.jobs}
        return {
            intent: (servers, at)
            for intent, (servers, at) in self.reservations.items()
            if intent not in shown and now - at <= INTENT_GIVEN_UP
        }

    def waiting(self, now: int) -> list[Ticket]:
        """The tickets of those who still wait."""
        return [ticket for ticket in self.tickets if ticket.is_alive(now)]

    def changed(self, values: Mapping[str, Any]) -> Write:
        """The write of new values, if nobody wrote the item meanwhile."""
        key = target_key(self.account, self.region)
        same: Condition = equals("version", self.version) if self.version else absent("version")
        return update(key, {**values, "version": self.version + 1}, same)


def read_target(account: str, region: str, item: Mapping[str, Any]) -> Target:
    """The item as a value; an absent one is an empty target."""
    return Target(account, region, **_values(item))


def after(target: Target, write: Write) -> Target:
    """The target as this write leaves it."""
    return replace(target, **_values(write.values))


def pairs_as_lists(pairs: Pairs) -> dict[str, list[int]]:
    """Reservations or learned quotas as the item holds them."""
    return {name: list(entry) for name, entry in pairs.items()}


def _pairs(found: Mapping[str, Any]) -> dict[str, tuple[int, int]]:
    return {name: (int(entry[0]), int(entry[1])) for name, entry in found.items()}


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "version": int,
    "listed_at": int,
    "listed_since": int,
    "polled_ms": int,
    "turn": str,
    "turn_until": int,
    "jobs": jobs_from_text,
    "reservations": _pairs,
    "tickets": lambda entries: tuple(read(Ticket, entry) for entry in entries),
    "learned": _pairs,
}


def _values(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: read(item[name]) for name, read in _READERS.items() if name in item}
