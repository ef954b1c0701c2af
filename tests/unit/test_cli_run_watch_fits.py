"""Whoever watches a run on a small terminal sees what it asks of people."""

import io

import pytest
from fakes.bot_stories import asking
from fakes.muster_service import RUN
from rich.console import Console

from muster.entrypoints.cli.paper import Line
from muster.entrypoints.cli.run import watch
from muster.entrypoints.cli.run.fitting import fitted
from muster.service.reading.people import known_people
from muster.service.reading.run_view import look_at


def lines(count, text="line {}"):
    return [Line(text.format(number)) for number in range(count)]


def test_a_screen_that_fits_is_shown_as_it_is():
    assert fitted(lines(24), 80, 24, "muster run status 1") == lines(24)


def test_of_one_that_does_not_the_head_and_the_end_are_shown_and_the_rest_is_counted():
    shown = [line.text for line in fitted(lines(60), 80, 24, "muster run status 1")]

    assert len(shown) == 24
    assert shown[:7] == [f"line {n}" for n in range(7)]
    assert shown[7] == "… 37 lines more: muster run status 1"
    assert shown[8:] == [f"line {n}" for n in range(44, 60)]


@pytest.mark.parametrize("height", [1, 2, 5, 24])
def test_lines_that_are_broken_take_the_rows_that_they_take(height):
    shown = fitted(lines(40, "a long line " * 20), 80, height, "x")

    assert sum(-(-len(line.text) // 80) for line in shown) <= height


def test_a_decision_is_seen_below_fifty_waves(monkeypatch):
    scene = asking()
    for number in range(50):
        scene.wave(f"wave-{number}", order=number + 4, total=0)
    view, people = look_at(scene.service, RUN), known_people(scene.service)
    seen = io.StringIO()
    terminal = Console(file=seen, force_terminal=True, width=100, height=24, highlight=False)
    monkeypatch.setattr("rich.console.Console", lambda **_: terminal)

    def looks():
        yield view
        assert "decision needed: wave applications" in seen.getvalue()
        assert "wave-40" not in seen.getvalue()

    watch._on_a_terminal(looks(), people)

    assert "wave-40" in seen.getvalue()
