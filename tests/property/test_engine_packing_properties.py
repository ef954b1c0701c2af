"""Jobs never break a quota, and nothing is forgotten or launched twice."""

from hypothesis import given
from hypothesis import strategies as st

from muster.engine.packing import Room, chunks, halves

servers = st.lists(st.integers(0, 10_000), unique=True, max_size=1_200).map(
    lambda ids: [f"s-{n}" for n in ids]
)


@given(servers, st.integers(0, 25), st.integers(0, 600))
def test_chunks_keep_the_quotas(wanted, jobs, busy):
    made = chunks(wanted, Room(max(20 - jobs, 0), max(500 - busy, 0)))

    assert jobs + len(made) <= 20 or not made
    assert busy + sum(map(len, made)) <= 500 or not made
    assert all(0 < len(chunk) <= 100 for chunk in made)


@given(servers)
def test_chunks_are_a_prefix_of_what_was_asked_in_order(wanted):
    made = [server for chunk in chunks(wanted, Room()) for server in chunk]

    assert made == wanted[: len(made)]
    assert len(made) == min(len(wanted), 500)


@given(servers)
def test_halves_hold_everything_once(wanted):
    assert [server for part in halves(wanted) for server in part] == wanted
