"""Moments as AWS writes them, and as it takes them."""

import pytest

from muster.engine.moments import epoch_of, moment_at

TEN = 1_795_168_800  # 2026-11-20, 10:00 UTC


@pytest.mark.parametrize(
    "moment", ["2026-11-20T10:00:00Z", "2026-11-20T11:00:00.25+01:00", moment_at(TEN)]
)
def test_a_moment_is_the_same_second_in_every_zone(moment):
    assert epoch_of(moment) == TEN


@pytest.mark.parametrize("moment", ["", None, "soon"])
def test_what_is_no_moment_is_none(moment):
    assert epoch_of(moment) == 0
