"""The repairs of a run that nobody drives."""

import pytest
from fakes.facts import ENTRY, LONG_AGO, NOW, WAVE, kinds, mended, run, wave

from muster.service.announcing import Call, CallKind
from muster.service.reconcile import in_doubt, repairs
from muster.service.repairs import Facts, Mark


def test_the_executions_of_a_run_without_heartbeat_are_in_doubt():
    facts = Facts(
        run(heartbeat=LONG_AGO),
        (wave(), wave("pending", wave="web", owner=""), wave("failed", wave="app", owner="old")),
    )

    assert in_doubt(facts, NOW) == (ENTRY, WAVE)


def test_a_run_whose_execution_is_over_is_marked_stalled_and_people_are_told_how_to_restart():
    mark, call = mended(heartbeat=LONG_AGO, ended={ENTRY: "Failed"})

    assert isinstance(mark, Mark)
    assert mark.write.values["state"] == "stalled"
    assert {("equals", "state", "running"), ("equals", "heartbeat", LONG_AGO)} < set(
        mark.write.when
    )
    assert call.kind is CallKind.NO_DRIVER
    assert call.text.endswith(
        "nobody has driven it for 10 m 00 s; its execution entry-1 ended Failed"
    )
    assert "muster run restart" in call.act


@pytest.mark.parametrize("state", ["starting", "approving", "recovering", "checking"])
def test_a_wave_at_work_goes_on_so_its_run_is_told_of_but_not_marked(state):
    found = mended(heartbeat=LONG_AGO, waves=(wave(state),), ended={ENTRY: "Failed"})

    assert kinds(found) == [CallKind.NO_DRIVER]
    assert not any(isinstance(repair, Mark) for repair in found)


def test_a_wave_whose_execution_is_over_too_does_not_keep_its_run_from_being_marked():
    found = mended(heartbeat=LONG_AGO, waves=(wave(),), ended={ENTRY: "Failed", WAVE: "Failed"})

    assert isinstance(found[0], Mark)


def test_a_run_whose_execution_lives_is_not_marked_but_people_are_told():
    (call,) = mended(heartbeat=LONG_AGO)

    assert call.kind is CallKind.NO_DRIVER
    assert call.text.endswith("its execution entry-1 still runs")


@pytest.mark.parametrize("state", ["approving", "registered", "cancelling", "concluding"])
def test_a_restart_must_not_pass_a_gate_or_undo_a_cancel_so_those_states_are_never_marked(state):
    found = mended(state=state, heartbeat=0, since=LONG_AGO, ended={ENTRY: "Failed"})

    assert kinds(found) == [CallKind.NO_DRIVER]
    assert not any(isinstance(repair, Mark) for repair in found)


def test_a_run_that_waits_for_approval_is_no_run_without_a_driver():
    assert mended(state="approving", heartbeat=0, since=LONG_AGO) == []


def test_a_stalled_run_calls_once_however_often_it_is_looked_at():
    first = mended(state="stalled", heartbeat=LONG_AGO, ended={ENTRY: "Failed"})
    later = Facts(run("stalled", heartbeat=LONG_AGO), ended={ENTRY: "Failed"})

    keys = {r.key for r in repairs(later, NOW + 3600) if isinstance(r, Call)}

    assert keys == {call.key for call in first}


def test_waves_that_ended_without_a_word_are_named_when_nobody_drives():
    found = mended(heartbeat=LONG_AGO, waves=(wave(),), ended={WAVE: "TimedOut"})

    assert [(call.about, call.kind) for call in found] == [
        ("", CallKind.NO_DRIVER),
        ("databases", CallKind.NO_DRIVER),
    ]
    assert "wave databases is recovering, but its execution ended TimedOut" in found[1].text


def test_a_driver_repairs_its_waves_itself():
    assert mended(waves=(wave(),), ended={WAVE: "TimedOut"}) == []
