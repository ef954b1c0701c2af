"""When waves are over, and which chain of them decides the end."""

from hypothesis import given
from hypothesis import strategies as st

from muster.service.reading.course import SHORTEST_REST, Leg, course

NOW = 1_000


def test_a_wave_begins_when_the_last_of_what_it_needs_is_over():
    legs = [Leg("a", (), 100), Leg("b", (), 300), Leg("c", ("a", "b"), 50)]

    found = course(legs, NOW)

    assert found.ends == {"a": 1100, "b": 1300, "c": 1350}
    assert found.path == ("b", "c")
    assert found.end == 1350


def test_the_wait_of_the_plan_is_counted():
    found = course([Leg("a", (), 100), Leg("b", ("a",), 10, wait=60)], NOW)

    assert found.end == NOW + 170


def test_what_is_over_is_not_on_the_path_and_what_began_is_counted_from_then():
    legs = [Leg("a", (), 100, over_at=900), Leg("b", ("a",), 300, began=950)]

    found = course(legs, NOW)

    assert found.path == ("b",)
    assert found.end == 1250


def test_what_takes_longer_than_usual_takes_a_little_longer_still():
    found = course([Leg("a", (), 10, began=500)], NOW)

    assert found.end == NOW + SHORTEST_REST


def test_nothing_to_do_has_no_course():
    assert course([], NOW).end == 0
    assert course([], NOW).path == ()


names = st.sampled_from("abcdefg")
legs = st.lists(
    st.builds(
        Leg,
        names,
        st.lists(names, max_size=3).map(tuple),
        st.integers(0, 1000),
        st.integers(0, 100),
        st.integers(0, 2000),
        st.sampled_from([0, 0, 900]),
    ),
    max_size=7,
)


@given(legs)
def test_any_graph_has_an_end_even_one_with_a_circle(given_legs):
    found = course(given_legs, NOW)

    assert set(found.ends) == {leg.wave for leg in given_legs}
    assert len(set(found.path)) == len(found.path)
