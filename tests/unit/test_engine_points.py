"""Which recovery point a run may ask for."""

import pytest

from muster.engine.points import EXAMPLE, LATEST_SNAPSHOT, in_utc, point_asked, why_none

NOW = 1_795_168_800  # 2026-11-20T10:00:00Z


@pytest.mark.parametrize(
    ("said", "carried"),
    [
        ("", ""),
        ("latest-snapshot", "latest-snapshot"),
        ("2026-11-20T03:00:00Z", "2026-11-20T03:00:00Z"),
        ("2026-11-20T09:30:00+01:00", "2026-11-20T08:30:00Z"),
        ("2026-11-20T09:30:00.5+01:00", "2026-11-20T08:30:00Z"),
    ],
)
def test_a_choice_is_carried_in_one_form(said, carried):
    assert point_asked(said, NOW) == in_utc(carried) == carried


@pytest.mark.parametrize("said", ["yesterday", "2026-11-20T08:30:00", "latest", "03:00"])
def test_what_is_no_choice_is_refused_with_one_that_is(said):
    with pytest.raises(ValueError, match="is no point in time") as refused:
        point_asked(said, NOW)

    assert EXAMPLE in str(refused.value)


def test_a_moment_to_come_is_not_taken_for_the_newest_point():
    with pytest.raises(ValueError, match="is still to come"):
        point_asked("2027-11-20T03:00:00Z", NOW)


def test_a_clock_that_is_a_little_behind_refuses_no_present():
    assert point_asked("2026-11-20T10:00:59Z", NOW)


def test_who_has_no_point_before_the_moment_reads_which_moment_and_what_to_do():
    told = why_none("2026-11-20T03:00:00Z")

    assert told.startswith("all recovery points of it are later than 2026-11-20T03:00:00Z: ")
    assert "go on without it" in told


def test_who_has_no_point_at_all_reads_that_and_not_the_word_that_was_chosen():
    told = why_none(LATEST_SNAPSHOT)

    assert told.startswith("DRS lists no recovery point of it, ")
    assert LATEST_SNAPSHOT not in told
