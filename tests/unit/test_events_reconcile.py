"""The repairs of a run that is as it should be, or was asked for and has not begun."""

import pytest
from fakes.facts import ENTRY, LONG_AGO, NOW, RUN, WAVE, kinds, mended, run, wave

from muster.service.announcing import CallKind, Refresh
from muster.service.reconcile import CONFLICTS, FRESH, HOW_TO_LOOK, in_doubt, repairs
from muster.service.repairs import Facts, StartCleanup, StartRun

# a run that is as it should be


def test_a_driven_run_needs_nothing_but_a_look_at_its_message():
    facts = Facts(run(), (wave(), wave("succeeded", wave="web")))

    assert repairs(facts, NOW) == [Refresh(RUN)]
    assert in_doubt(facts, NOW) == ()


def test_a_run_that_ended_long_ago_is_left_alone():
    facts = Facts(run("succeeded", ended_at=NOW - FRESH - 1))

    assert repairs(facts, NOW) == []


def test_the_message_of_a_run_that_has_just_ended_is_looked_at_and_its_end_told():
    found = repairs(Facts(run("failed", ended_at=NOW - 60, verdict="5 of 6")), NOW)

    assert found[0] == Refresh(RUN)
    assert kinds(found) == [CallKind.FAILED]


@pytest.mark.parametrize("state", ["terminating", "done"])
def test_the_message_of_a_drill_that_is_cleaned_up_hours_later_is_looked_at(state):
    drill = run("succeeded", ended_at=NOW - 3 * FRESH)
    cleanup = {"state": state, "since": NOW - 700}

    assert Refresh(RUN) in repairs(Facts(drill, cleanup=cleanup), NOW)
    assert repairs(Facts(drill, cleanup=cleanup), NOW + FRESH) == []


def test_repairs_are_the_same_when_asked_again():
    facts = Facts(run(heartbeat=LONG_AGO), (wave(),), ended={ENTRY: "Failed", WAVE: "Failed"})

    assert repairs(facts, NOW) == repairs(facts, NOW)


def test_every_conflict_of_the_table_has_its_own_truth_and_its_own_repair():
    assert len({(each.truth, each.against) for each in CONFLICTS}) == len(CONFLICTS)
    assert len({each.repair for each in CONFLICTS}) == len(CONFLICTS)


# asked for, not begun


def test_a_run_that_was_asked_for_is_started():
    assert mended(state="requested", execution="", since=NOW - 20) == [StartRun(RUN)]


def test_whoever_asked_for_a_run_has_a_moment_to_start_it():
    assert mended(state="requested", execution="", since=NOW - 19) == []


def test_a_run_that_an_execution_registers_is_not_started_again_while_that_lives():
    waiting = run("requested", execution=ENTRY, since=NOW - 60)

    assert in_doubt(Facts(waiting), NOW) == (ENTRY,)
    assert StartRun(RUN) not in repairs(Facts(waiting), NOW)
    assert StartRun(RUN) in repairs(Facts(waiting, ended={ENTRY: "Failed"}), NOW)


def test_people_hear_of_a_run_that_does_not_begin_however_often_it_is_started():
    start, call = mended(state="requested", execution="", since=NOW - 300)

    assert start == StartRun(RUN)
    assert (call.key, call.act) == ("unstarted", HOW_TO_LOOK)


def test_a_clean_up_that_was_asked_for_is_started():
    asked = {"state": "requested", "since": NOW - 20}

    found = mended(state="succeeded", ended_at=NOW - 2 * FRESH, cleanup=asked)

    assert found == [StartCleanup(RUN)]


@pytest.mark.parametrize("cleanup", [{"state": "terminating", "since": LONG_AGO}, {}])
def test_a_clean_up_at_work_is_left_alone(cleanup):
    assert mended(state="succeeded", ended_at=NOW - 2 * FRESH, cleanup=cleanup) == []
