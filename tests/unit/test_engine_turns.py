"""Whose turn it is to be launched."""

from muster.engine.items import Server
from muster.engine.turns import in_turn

MISSING = [Server(f"s-{rank}", "w", "pending", rank=rank) for rank in (3, 1, 2)]


def test_without_an_order_all_are_launched_at_once():
    assert in_turn(MISSING, "parallel", in_flight=True) == MISSING
    assert in_turn(MISSING, None, in_flight=False) == MISSING


def test_in_sequence_the_first_of_the_plan_goes_and_the_others_wait_for_its_answer():
    assert [s.server for s in in_turn(MISSING, "sequential", in_flight=False)] == ["s-1"]
    assert in_turn(MISSING, "sequential", in_flight=True) == []
    assert in_turn([], "sequential", in_flight=False) == []
