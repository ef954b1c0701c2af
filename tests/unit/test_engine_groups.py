"""When the servers of a group are not what the plan expects, and how that is said."""

import pytest

from muster.engine.groups import unexpected


def told(servers, least=1, most=None, known=None):
    ids = [f"s-{number}" for number in range(servers)]
    return list(unexpected("web", ids, ids if known is None else known, least, most))


@pytest.mark.parametrize(
    ("servers", "least", "most", "wanted"),
    [
        (0, 1, None, "has 0 servers, the plan expects at least 1"),
        (1, 2, None, "has 1 server, the plan expects at least 2"),
        (2, 3, 3, "has 2 servers, the plan expects 3"),
        (6, 3, 5, "has 6 servers, the plan expects 3 to 5"),
    ],
)
def test_too_few_and_too_many_are_told_with_what_the_plan_expects(servers, least, most, wanted):
    assert told(servers, least, most) == [f"group web {wanted}"]


@pytest.mark.parametrize(
    ("servers", "least", "most"), [(3, 3, 5), (5, 3, 5), (9, 1, None), (0, 0, 0)]
)
def test_a_group_within_its_bounds_is_as_expected(servers, least, most):
    assert told(servers, least, most) == []


def test_servers_that_drs_does_not_have_are_named_and_not_counted_besides():
    assert told(3, 3, 3, known=["s-1"]) == ["group web: DRS has no source server s-0, s-2"]
