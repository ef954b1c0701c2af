"""The guide's steps are read off the run, and time is fast only while nobody is awaited."""

from dataclasses import replace

import pytest

from muster.embedded.slack.people import Person
from muster.engine.items import Gate, Run, Server, Wave
from muster.engine.states import RunState, WaveState
from muster.entrypoints.channel.flow import waits_for_people
from muster.entrypoints.channel.tour import TITLE, TITLE_AFTER, Scene, Seen, board
from muster.service.reading.history import Row
from muster.service.reading.records import Records
from muster.service.reading.run_view import view_of

NOW = 1_000
ME, OTHER = Person("U0ME0000", "me", "Mia"), Person("U0OTHER0", "other", "Otto")
SCENE = Scene("small", "first", "second", ME, OTHER, fails=True, shell="aws …")
RUN = Run(
    run="r",
    plan="small",
    hash="h",
    mode="drill",
    state="running",
    execution="e",
    driver="e",
    heartbeat=NOW,
    since=NOW,
    requested_at=NOW - 600,
)
OPEN = Gate("second", 1, "open", approvers=("other",), expires_at=NOW + 3600)


def records(first="succeeded", second="pending", *, gates=(), cleanup=None, **of_run):
    run = replace(RUN, **of_run)
    servers = (Server("s-1", "first", "launched", instance="i-1"),)
    waves = (Wave("first", first, order=0, total=1), Wave("second", second, order=1, total=1))
    item = {"hold": run.hold}
    return Records(run, waves, servers, tuple(gates), (), item, cleanup or {})


def seen(*args, rows=(), answered=True, refused=False, **of_run):
    found = records(*args, **of_run)
    told = tuple(Row(number, NOW, "me", "slack", text) for number, text in enumerate(rows, 1))
    return Seen(found, view_of(found, NOW), told, answered=answered, refused=refused)


def done(what, scene=SCENE):
    return [hint.done for hint in board(scene, what).hints]


STORY = [
    (Seen(), 0),
    (Seen(answered=True), 1),
    (seen("recovering"), 2),
    (seen("succeeded"), 3),
    (seen("succeeded", "approving", gates=[OPEN], refused=True), 4),
    (seen("succeeded", "recovering", gates=[replace(OPEN, state="approved")], refused=True), 5),
]


@pytest.mark.parametrize(("what", "count"), STORY)
def test_the_steps_are_done_one_after_the_other(what, count):
    assert done(what) == [True] * count + [False] * (9 - count)


def test_a_pause_counts_once_the_run_goes_on():
    rows = ("retry second: wave second is tried again", "pause: paused")
    before = seen(gates=[replace(OPEN, state="approved")], rows=rows)
    after = replace(before, rows=(*before.rows, Row(9, NOW, "me", "slack", "resume: goes on")))

    assert (done(before).count(True), done(after).count(True)) == (6, 7)


def test_at_the_end_comes_what_is_next():
    over = seen(
        "succeeded",
        "succeeded",
        state="succeeded",
        gates=[replace(OPEN, state="approved")],
        rows=("retry second: …",),
        cleanup={"state": "done"},
    )

    shown = board(SCENE, over)

    assert (shown.title, shown.is_through) == (TITLE_AFTER, True)
    assert "aws …" in shown.hints[1].text
    assert "PLAN=" in shown.hints[2].text


def test_a_plan_that_asks_nobody_and_never_fails_has_fewer_steps():
    calm = replace(SCENE, gate="", approver=None, fails=False)

    assert len(board(calm, Seen()).hints) == 6
    assert board(calm, Seen()).title == TITLE


def test_a_failure_that_nobody_foresaw_gets_its_step():
    calm = replace(SCENE, fails=False)
    asks = seen("failed", state="deciding")

    texts = [hint.text for hint in board(calm, asks).hints]
    assert any("A wave did not succeed" in text for text in texts)


PEOPLE = {
    "nobody has begun": (None, False),
    "a gate is open": (seen("succeeded", "approving", gates=[OPEN]), False),
    "a decision is needed": (seen("failed", state="deciding"), False),
    "the run is paused": (seen("succeeded", hold=True), False),
    "nobody drives it": (seen("succeeded", heartbeat=1, since=1), False),
    "it is over": (seen("succeeded", "succeeded", state="succeeded"), False),
}
MACHINES = {
    "it was asked for": (seen("pending", state=RunState.REQUESTED), False),
    "servers start": (seen("recovering"), False),
    "a wave begins": (seen(WaveState.STARTING), False),
    "one wave waits, another starts": (seen("recovering", "approving", gates=[OPEN]), False),
    "it is paused, servers still start": (seen("recovering", hold=True), False),
    "the plan's own wait": (seen("succeeded"), False),
    "it is cancelling": (seen("succeeded", state="cancelling"), False),
    "it is cleaned up": (seen("succeeded", "succeeded", state="succeeded"), True),
}


@pytest.mark.parametrize(("what", "cleaning"), PEOPLE.values(), ids=PEOPLE)
def test_time_takes_its_usual_pace_while_people_are_awaited(what, cleaning):
    assert waits_for_people(what and what.view, is_cleaning_up=cleaning)


@pytest.mark.parametrize(("what", "cleaning"), MACHINES.values(), ids=MACHINES)
def test_time_is_fast_while_machines_work(what, cleaning):
    assert not waits_for_people(what.view, is_cleaning_up=cleaning)
