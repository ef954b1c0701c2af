"""Which failed servers make a wave fail."""

import pytest

from muster.engine.items import Server
from muster.engine.shortfall import counting, tolerated


def failed(name, weight=""):
    return Server(server=name, wave="w", state="failed", weight=weight)


def test_as_many_as_the_plan_tolerates_may_fail_and_no_more():
    assert counting([failed("s-1")], 4, 1) == []
    assert [s.server for s in counting([failed("s-1"), failed("s-2")], 4, 1)] == ["s-1", "s-2"]


def test_a_critical_server_may_not_fail_whatever_is_tolerated():
    found = counting([failed("s-1"), failed("s-2", "critical")], 4, "100%")

    assert [server.server for server in found] == ["s-2", "s-1"]


def test_an_optional_server_may_fail_and_uses_no_tolerance_up():
    optional = [failed("s-1", "optional"), failed("s-2", "optional")]

    assert counting(optional, 2, 0) == []
    assert counting([*optional, failed("s-3")], 4, 1) == []


@pytest.mark.parametrize(
    ("allowed", "total", "most"), [(None, 9, 0), (2, 9, 2), ("10%", 19, 1), ("100%", 3, 3)]
)
def test_a_share_is_rounded_down(allowed, total, most):
    assert tolerated(allowed, total) == most
