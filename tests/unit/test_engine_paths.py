"""How much of a plan waits for a wave."""

from muster.engine.paths import followers


def test_the_longest_chain_that_needs_a_wave_counts_whatever_the_order_of_the_plan():
    needs = {
        "web": ["app"],
        "report": ["db"],
        "app": ["db", "cache"],
        "cache": [],
        "db": [],
        "alone": [],
    }

    assert followers(needs) == {
        "db": 2,
        "cache": 2,
        "app": 1,
        "web": 0,
        "report": 0,
        "alone": 0,
    }


def test_a_diamond_and_two_hundred_waves_in_a_row_are_counted():
    row = {f"w{n}": [f"w{n - 1}"] if n else [] for n in range(200)}

    assert followers({"a": [], "b": ["a"], "c": ["a"], "d": ["b", "c"]})["a"] == 2
    assert followers(row)["w0"] == 199
