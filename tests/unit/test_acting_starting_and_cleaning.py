"""Runs that are asked for are begun, and drills cleaned up, once."""

import pytest
from fakes.acting import ANNA, acting_on, started
from fakes.bot_stories import SCENES, ended
from fakes.muster_service import NOW, RUN

from muster.engine.items import Run, read
from muster.engine.keys import cleanup_key, run_key
from muster.service.acting.cleaning import CleanupWish, clean_up
from muster.service.acting.cleaning import begin as begin_cleanup
from muster.service.acting.starting import REGISTERS_WITHIN, STARTS, begin
from muster.service.errors import RefusedError, UnknownRunError
from muster.service.values import Execution

# clean-up


def test_a_clean_up_is_requested_then_begun():
    acting = acting_on(ended())

    deed = clean_up(acting, CleanupWish(RUN, ANNA, "t1"))

    assert acting.table.item(cleanup_key(RUN))["state"] == "requested"
    deed.follow_up()
    begin_cleanup(acting, RUN)  # the reconciler, in case that came to nothing
    assert [started[:2] for started in acting.executions.started] == [
        ("muster-cleanup", {"RunId": [RUN]})
    ]


@pytest.mark.parametrize(
    ("scene", "reason"),
    [
        (SCENES["recovered"], "only a drill is cleaned up"),
        (SCENES["running"], "the drill is running"),
        (SCENES["cleaned"], "cleaned up already"),
        (lambda: ended().cleanup(state="terminating", execution="x"), "being cleaned up already"),
        (lambda: ended().cleanup(state="requested", requested_at=NOW), "being cleaned up already"),
    ],
)
def test_a_clean_up_is_refused_unless_a_drill_has_ended_and_nobody_is_at_it(scene, reason):
    with pytest.raises(RefusedError, match=reason):
        clean_up(acting_on(scene()), CleanupWish(RUN, ANNA, "t1"))


@pytest.mark.parametrize(
    "fallen",
    [
        {"state": "terminating", "execution": "over"},
        {"state": "terminating", "execution": "gone"},
        {"state": "requested", "requested_at": NOW - 61},
    ],
)
def test_a_clean_up_that_has_fallen_may_be_asked_for_again(fallen):
    acting = acting_on(ended().cleanup(**fallen))
    acting.executions.over["over"] = "Failed"
    acting.executions.gone.add("gone")

    clean_up(acting, CleanupWish(RUN, ANNA, "t1"))

    item = acting.table.item(cleanup_key(RUN))
    assert (item["state"], item["by"], item.get("execution")) == ("requested", "operator", None)


# starting


def test_a_requested_run_is_begun_as_it_was_asked_for():
    acting = acting_on(SCENES["requested"]())
    acting.table.change(run_key(RUN), waves=["web"], point_in_time="2026-11-20T08:00:00Z")

    begin(acting, RUN)
    begin(acting, RUN)

    [(document, given, _)] = acting.executions.started
    assert document == "muster-drill-payments"
    assert given == {"RunId": [RUN], "Waves": ["web"], "PointInTime": ["2026-11-20T08:00:00Z"]}


def test_a_run_that_has_begun_is_not_begun_again():
    acting = acting_on(SCENES["running"]())

    begin(acting, RUN)

    assert acting.executions.started == []
    assert read(Run, acting.table.item(run_key(RUN))).state == "running"


def test_a_run_whose_execution_died_before_it_registered_gets_another_one():
    acting = acting_on(SCENES["requested"]())
    begin(acting, RUN)
    acting.clock.moment += REGISTERS_WITHIN
    (first,) = started(acting)
    acting.executions.over[first] = "Failed"

    begin(acting, RUN)
    begin(acting, RUN)

    assert len(started(acting)) == 2


def test_a_run_that_no_execution_registers_is_not_started_for_ever():
    acting = acting_on(SCENES["requested"]())
    acting.clock.moment += REGISTERS_WITHIN
    acting.executions.look_at = lambda execution: Execution(execution, "Failed", is_over=True)

    begin(acting, RUN)
    begin(acting, RUN)

    assert len(started(acting)) == STARTS


def test_a_run_that_is_not_there_cannot_begin():
    with pytest.raises(UnknownRunError):
        begin(acting_on(ended()), "nowhere")
