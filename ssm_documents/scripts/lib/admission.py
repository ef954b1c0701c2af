"""A run's part of the hub's automations: its own execution, and the waves that it may start."""

from collections.abc import Callable
from dataclasses import replace

from muster.engine.items import Run
from muster.engine.keys import hub_key
from muster.engine.limits import RUNS_AT_ONCE, SLOT_LIFE
from muster.engine.slots import (
    Slot,
    Slots,
    may_enter,
    own_slot,
    read_slots,
    waves_allowed,
    with_slot,
    without_slot,
)
from muster.engine.tickets import urgency_of
from muster.engine.writes import Write
from ssm_documents.scripts.lib.here import Here, now

WRITING = 8
RENEWED = SLOT_LIFE // 3
NO_RUN = f"room for the run: {RUNS_AT_ONCE} are under way, or more urgent ones wait"
NO_WAVE = "room for its execution: waves of other runs have all there is, or go first"


def admit(here: Here, run: Run) -> bool:
    """Whether the run may get under way; if not, it stands in the queue from now on."""
    admitted = False

    def enter(slots: Slots) -> Write | None:
        nonlocal admitted
        mine = own_slot(slots, _slot(run), now())
        admitted = may_enter(slots, mine, now())
        known = [row for row in slots.rows if row.run == run.run]
        if not admitted and known and now() - known[0].seen < RENEWED:
            return None
        return with_slot(slots, replace(mine, is_in=admitted), now())

    return _changed_slots(here, enter) and admitted


def take_slots(here: Here, run: Run, waves: int, wants: int) -> int:
    """How many of the waves that are ready may start now; what has changed is written down.

    `waves`: those that are executions already, outside of their gates; `wants`: those ready.
    """
    granted = 0

    def take(slots: Slots) -> Write:
        nonlocal granted
        mine = own_slot(slots, _slot(run), now())
        granted = min(max(waves_allowed(slots, mine, now()) - waves, 0), wants)
        row = replace(mine, is_in=True, waves=waves + granted, wants=wants - granted)
        return with_slot(slots, row, now())

    return granted if _changed_slots(here, take) else 0


def give_slots_back(here: Here, run: Run) -> None:
    """The run's execution is about to end."""
    _changed_slots(here, lambda slots: without_slot(slots, run.run, now()))


def _slot(run: Run) -> Slot:
    return Slot(run.run, urgency_of(run.mode, run.priority), now(), now())


def _changed_slots(here: Here, make: Callable[[Slots], Write | None]) -> bool:
    """Write what `make` says of the shared item; False if there is nothing to write, or no luck."""
    for _ in range(WRITING):
        write = make(read_slots(here.table.get(hub_key())))
        if write is None:
            return False
        if here.table.write(write):
            return True
    return False
