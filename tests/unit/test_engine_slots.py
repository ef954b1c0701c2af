"""How the runs of a hub share the automations that Systems Manager runs at once."""

import dataclasses

import pytest

from muster.engine.limits import RUNS_AT_ONCE, SLOT_LIFE, WAVES_AT_ONCE
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

NOW = 10_000
DRILL, RECOVERY = urgency_of("drill", 3), urgency_of("recovery", 5)
MINE = Slot("mine", DRILL, since=NOW, seen=NOW)


def stored(slots: Slots, write) -> Slots:
    """What the next reader sees."""
    return read_slots(write.values)


def under_way(count: int, **values) -> tuple[Slot, ...]:
    return tuple(
        Slot(f"r{n:02d}", DRILL, NOW - 100, NOW, is_in=True, **values) for n in range(count)
    )


@pytest.mark.parametrize(("others", "enters"), [(RUNS_AT_ONCE - 1, True), (RUNS_AT_ONCE, False)])
def test_so_many_runs_are_under_way_and_no_more(others, enters):
    assert may_enter(Slots(1, under_way(others)), MINE, NOW) == enters


def test_of_runs_that_wait_a_recovery_goes_before_a_drill_and_then_who_came_first():
    drill = Slot("drill", DRILL, since=NOW - 50, seen=NOW)
    recovery = Slot("recovery", RECOVERY, since=NOW, seen=NOW)
    slots = Slots(1, (*under_way(RUNS_AT_ONCE - 1), drill, recovery))

    assert may_enter(slots, recovery, NOW)
    assert not may_enter(slots, drill, NOW)
    assert not may_enter(slots, MINE, NOW)


def test_waves_of_all_runs_together_stay_below_the_quota():
    slots = Slots(1, under_way(3, waves=10))

    assert waves_allowed(slots, MINE, NOW) == WAVES_AT_ONCE - 30


def test_waves_that_a_more_urgent_run_would_start_are_kept_free():
    urgent = Slot("urgent", RECOVERY, NOW, NOW, is_in=True, waves=5, wants=20)
    less = Slot("less", urgency_of("drill", 5), NOW - 500, NOW, is_in=True, waves=5, wants=20)

    assert waves_allowed(Slots(1, (urgent, less)), MINE, NOW) == WAVES_AT_ONCE - 5 - 20 - 5


def test_the_row_of_a_run_that_nobody_drives_is_void():
    dead = dataclasses.replace(under_way(1, waves=40)[0], seen=NOW - SLOT_LIFE - 1)

    assert waves_allowed(Slots(1, (dead,)), MINE, NOW) == WAVES_AT_ONCE
    assert stored(Slots(1, (dead,)), with_slot(Slots(1, (dead,)), MINE, NOW)).rows == (MINE,)


def test_a_run_keeps_its_place_in_the_queue():
    slots = stored(Slots(), with_slot(Slots(), MINE, NOW))

    assert own_slot(slots, dataclasses.replace(MINE, since=0), NOW + 60).since == NOW


def test_a_row_is_given_back_once():
    slots = stored(Slots(), with_slot(Slots(), MINE, NOW))

    assert stored(slots, without_slot(slots, "mine", NOW)).rows == ()
    assert without_slot(Slots(2), "mine", NOW) is None


def test_of_two_who_write_on_the_same_view_one_is_refused():
    first, second = with_slot(Slots(3), MINE, NOW), with_slot(Slots(3), under_way(1)[0], NOW)

    assert first.when == second.when == (("equals", "version", 3),)


def test_what_a_later_release_has_added_to_a_row_stops_no_run_of_an_older_one():
    rows = [{**vars(MINE), "new": 1}]

    assert read_slots({"version": 1, "rows": rows}).rows == (MINE,)
