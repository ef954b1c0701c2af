"""Systems Manager's concurrent automations, shared by all runs of a hub.

One item of the table has a row for each run: whether it is under way or waits before it starts, how
many of its waves are executions now, and how many more it would start. A row that nobody renews is
void. So runs and waves stay below the quota together, children of hooks find room, and a run that
does not fit waits without an execution of a wave that nobody could ever start.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from muster.engine.items import read
from muster.engine.keys import hub_key
from muster.engine.limits import RUNS_AT_ONCE, SLOT_LIFE, WAVES_AT_ONCE
from muster.engine.writes import Condition, Write, absent, equals, update


@dataclass(frozen=True)
class Slot:
    """The row of one run; `is_in`: it is under way, not waiting before its start."""

    run: str
    urgency: int
    since: int
    seen: int
    is_in: bool = False
    waves: int = 0
    wants: int = 0

    @property
    def place(self) -> tuple[int, int, str]:
        """Recovery before drill, plan priority, then who has waited longest."""
        return self.urgency, self.since, self.run


@dataclass(frozen=True)
class Slots:
    """The shared item."""

    version: int = 0
    rows: tuple[Slot, ...] = ()


def read_slots(item: Mapping[str, Any]) -> Slots:
    """The item as a value; an absent one is empty."""
    rows = tuple(read(Slot, row) for row in item.get("rows") or ())
    return Slots(int(item.get("version") or 0), rows)


def own_slot(slots: Slots, mine: Slot, now: int) -> Slot:
    """My row with the time of its first asking, if it is in the item and still alive."""
    before = [row for row in _living(slots, now) if row.run == mine.run]
    return replace(mine, since=before[0].since if before else now, seen=now)


def may_enter(slots: Slots, mine: Slot, now: int) -> bool:
    """Whether there is room for one more run, after those that wait and come before it."""
    others = _others(slots, mine, now)
    ahead = sum(not row.is_in and row.place < mine.place for row in others)
    return sum(row.is_in for row in others) + ahead < RUNS_AT_ONCE


def waves_allowed(slots: Slots, mine: Slot, now: int) -> int:
    """How many waves of mine may be executions, after what others have and want first."""
    others = _others(slots, mine, now)
    taken = sum(row.waves for row in others)
    first = sum(row.wants for row in others if row.place < mine.place)
    return max(WAVES_AT_ONCE - taken - first, 0)


def with_slot(slots: Slots, mine: Slot, now: int) -> Write:
    """Write my row; rows that nobody renews go."""
    return _rows(slots, (*_others(slots, mine, now), mine))


def without_slot(slots: Slots, run: str, now: int) -> Write | None:
    """Give the row of a run back; None if it has none."""
    kept = [row for row in _living(slots, now) if row.run != run]
    return _rows(slots, kept) if len(kept) < len(slots.rows) else None


def _living(slots: Slots, now: int) -> list[Slot]:
    return [row for row in slots.rows if now - row.seen <= SLOT_LIFE]


def _others(slots: Slots, mine: Slot, now: int) -> list[Slot]:
    return [row for row in _living(slots, now) if row.run != mine.run]


def _rows(slots: Slots, rows: Iterable[Slot]) -> Write:
    same: Condition = equals("version", slots.version) if slots.version else absent("version")
    values = {"rows": [vars(row) for row in rows], "version": slots.version + 1}
    return update(hub_key(), values, same)
