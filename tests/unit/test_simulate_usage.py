"""The most that was in use at one moment."""

import pytest

from muster.entrypoints.simulate.peak import peak
from muster.entrypoints.simulate.screen import clock


@pytest.mark.parametrize(
    ("spans", "most"),
    [
        ([], 0),
        ([(0, 10, 2)], 2),
        ([(0, 10, 2), (5, 15, 3)], 5),
        ([(0, 10, 2), (10, 20, 3)], 3),  # what ends makes room for what begins
        ([(0, 100, 1), (10, 20, 1), (30, 40, 1)], 2),
    ],
)
def test_the_peak_is_the_most_at_one_moment(spans, most):
    assert peak(spans) == most


@pytest.mark.parametrize(
    ("seconds", "shown"), [(None, ""), (0, "0:00:00"), (544, "0:09:04"), (36_061, "10:01:01")]
)
def test_a_moment_is_shown_as_a_clock_that_began_with_the_run(seconds, shown):
    assert clock(seconds) == shown
