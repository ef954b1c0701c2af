"""Random plans, inventories, misfortunes and people: what a run promises holds in all of them.

The promises are named functions of `soak/promises.py`. These are the first of the seeds that
`make soak` plays, as many as leave `make test` its four minutes; the message of a failure says how
to play one again.
"""

import pytest
from soak.case import MOST_SERVERS, MOST_WAVES, draw
from soak.judging import told
from soak.play import played
from soak.promises import broken

SEEDS = range(20)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_run_keeps_its_promises_whatever_goes_wrong(seed):
    with played(draw(seed)) as story:
        words = broken(story)

    assert not words, told(seed, words)


def test_a_seed_is_the_same_case_every_time():
    assert [draw(seed) for seed in SEEDS] == [draw(seed) for seed in SEEDS]


def test_the_cases_are_small_and_of_every_kind():
    cases = [draw(seed) for seed in range(100)]

    assert max(len(case.plan.waves) for case in cases) == MOST_WAVES
    assert max(len(case.servers) for case in cases) <= MOST_SERVERS
    assert {case.mode for case in cases} == {"drill", "recovery"}
    assert any(case.has_neighbour for case in cases)
