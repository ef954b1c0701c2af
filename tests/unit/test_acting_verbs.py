"""Verbs of people: durable before they are told, once however often they come, recorded."""

import itertools

import pytest
from fakes.acting import ANNA, ENTRY, NORA, act_in_between, acting_on, record, started, wish
from fakes.bot_stories import SCENES, asking, ended
from fakes.muster_service import RUN

from muster.engine.keys import run_key, wave_key
from muster.engine.verbs.table import VERBS
from muster.service.acting.deed import TRIES
from muster.service.acting.verbs import VerbWish, act
from muster.service.errors import AwsError, RefusedError, UnknownRunError


def test_a_verb_is_written_with_its_row_of_the_record_before_anything_follows():
    acting = acting_on(SCENES["running"]())

    deed = act(acting, wish("pause", reason="disk is full"))

    assert deed.text.startswith("paused: nothing new starts")
    assert acting.table.item(run_key(RUN))["held_by"] == "operator"
    assert record(acting) == [("operator", "slack", f"pause: {deed.text} (disk is full)")]
    assert acting.executions.looked_at == []


@pytest.mark.parametrize("verb", VERBS)
def test_the_same_wish_has_one_effect_however_often_it_comes(verb):
    acting = acting_on(asking() if verb not in ("resume", "restart") else SCENES["paused"]())
    if verb == "restart":
        acting.table.change(run_key(RUN), state="stalled")
    first = act(acting, wish(verb))
    before = dict(acting.table.content)

    again = act(acting, wish(verb))

    assert (again.text, again.repeated) == (first.text, True)
    assert acting.table.content == before


def test_a_wish_that_comes_again_much_later_still_has_no_effect():
    acting = acting_on(SCENES["running"]())
    act(acting, wish("pause", "first"))
    act(acting, wish("resume", "second"))
    for number in range(30):
        act(acting, wish(("pause", "resume")[number % 2], f"more-{number}"))

    assert act(acting, wish("pause", "first")).repeated
    assert acting.table.item(run_key(RUN))["hold"] is False


def test_a_refused_verb_leaves_nothing_behind():
    acting = acting_on(ended())

    with pytest.raises(RefusedError, match="there is nothing to pause"):
        act(acting, wish("pause"))

    assert record(acting) == []


def test_a_run_that_is_not_there_is_named():
    acting = acting_on(ended())

    with pytest.raises(UnknownRunError, match="there is no run nowhere"):
        act(acting, VerbWish("nowhere", "pause", ANNA, "t1"))


@pytest.mark.parametrize("stale", [{"epoch": 2}, {"wave": "applications", "attempt": 2}])
def test_a_verb_on_what_has_changed_is_refused(stale):
    acting = acting_on(asking())

    with pytest.raises(RefusedError, match="this has changed since you looked"):
        act(acting, wish("retry", **stale))


def test_of_two_people_at_once_one_wins_and_the_other_hears_why():
    acting = acting_on(asking())
    overtaken = act_in_between(acting, lambda: act(acting, wish("skip", "t2", NORA)))

    with pytest.raises(RefusedError, match=r"there is nothing|does not wait"):
        act(overtaken, wish("retry", wave="applications"))

    assert acting.table.item(wave_key(RUN, "applications"))["state"] == "skipped"
    assert [row[0] for row in record(acting)] == ["oncall"]


def test_two_verbs_that_do_not_disturb_each_other_both_count():
    acting = acting_on(asking())
    overtaken = act_in_between(acting, lambda: act(acting, wish("pause", "t2", NORA)))

    act(overtaken, wish("retry", wave="applications"))

    assert {row[0] for row in record(acting)} == {"operator", "oncall"}
    assert acting.table.item(run_key(RUN))["hold"] is True
    assert acting.table.item(wave_key(RUN, "applications"))["attempt"] == 2


def test_whoever_is_always_overtaken_is_told_to_try_again():
    acting = acting_on(SCENES["running"]())
    tries = itertools.count()
    acting.table.write = lambda *_: next(tries) > 100

    with pytest.raises(RefusedError, match="too many people act on this run"):
        act(acting, wish("pause"))

    assert next(tries) == TRIES


def test_a_run_without_a_driver_gets_one_once():
    acting = acting_on(SCENES["lost-driver"]())

    act(acting, wish("pause")).follow_up()
    act(acting, wish("resume", "t2")).follow_up()

    documents = [started[:2] for started in acting.executions.started]
    assert documents == [("muster-drill-payments", {"RunId": [RUN]})]


def test_a_run_whose_execution_has_ended_gets_a_driver_too():
    acting = acting_on(SCENES["running"]())
    acting.executions.over[ENTRY] = "TimedOut"

    act(acting, wish("pause")).follow_up()

    assert len(acting.executions.started) == 1


def test_a_run_whose_execution_nobody_remembers_may_be_restarted():
    acting = acting_on(SCENES["running"]())
    with pytest.raises(RefusedError, match="does not need a restart"):
        act(acting, wish("restart"))
    acting.executions.gone.add(ENTRY)

    assert act(acting, wish("restart")).text == "restarted"


def test_a_driver_that_died_before_it_did_anything_is_not_taken_for_a_new_one():
    acting = acting_on(SCENES["paused"]())
    acting.executions.over[ENTRY] = "Failed"
    act(acting, wish("restart"))
    [first] = started(acting)
    act(acting, wish("restart", token="t2"))
    assert started(acting) == [first]

    acting.executions.over[first] = "Failed"
    act(acting, wish("restart", token="t3"))
    assert len(started(acting)) == 2


def test_a_restart_counts_only_if_its_document_starts():
    acting = acting_on(SCENES["stalled"]())
    acting.executions.start = lambda *_: (_ for _ in ()).throw(AwsError("down"))

    with pytest.raises(AwsError):
        act(acting, wish("restart"))

    assert record(acting) == []


def test_a_cancelled_run_that_waits_at_its_own_gate_is_stopped():
    acting = acting_on(SCENES["approving"]())

    act(acting, wish("cancel")).follow_up()

    assert acting.executions.stopped == [ENTRY]
