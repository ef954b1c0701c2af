"""The repairs, one way each, from what is known of a run."""

import pytest

from muster.engine.items import Decision, Gate, Run, Wave
from muster.service.announcing import Call, CallKind, Refresh
from muster.service.reconcile import CONFLICTS, FRESH, HOW_TO_LOOK, in_doubt, repairs
from muster.service.repairs import (
    Facts,
    Mark,
    SignalGate,
    StartCleanup,
    StartRun,
    StopExecution,
)

NOW = 1_760_000_000
LONG_AGO = NOW - 600
RUN, ENTRY, WAVE = "run-1", "entry-1", "wave-1"


def run(state="running", **values):
    whole = {
        "execution": ENTRY,
        "heartbeat": NOW - 3,
        "since": LONG_AGO,
        "requested_at": LONG_AGO,
    } | values
    return Run(RUN, "payments", "hash", "drill", state, **whole)


def wave(state="recovering", **values):
    return Wave(**{"wave": "databases", "state": state, "owner": WAVE, "since": LONG_AGO} | values)


def gate(state="open", **values):
    whole = {
        "gate": "databases",
        "attempt": 1,
        "state": state,
        "execution": WAVE,
        "approvers": ("anna", "ben"),
        "asked": "@dr-approvers",
        "count": 1,
        "hash": "hash",
        "digest": "digest",
        "opened_at": LONG_AGO,
        "expires_at": NOW + 3600,
    }
    return Gate(**whole | values)


def decision(person="anna", says="approve", **values):
    whole = {"gate": "databases", "attempt": 1, "hash": "hash", "digest": "digest"}
    return Decision(decision=says, person=person, **whole | {"at": NOW - 100} | values)


def mended(*, waves=(), gates=(), decisions=(), cleanup=None, ended=None, **values):
    """The repairs but for the message, which is always looked at."""
    facts = Facts(run(**values), waves, gates, decisions, cleanup or {}, ended or {})
    return [repair for repair in repairs(facts, NOW) if not isinstance(repair, Refresh)]


def kinds(found):
    return [repair.kind for repair in found if isinstance(repair, Call)]


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


# decided, not told


@pytest.mark.parametrize(("says", "signal"), [("approve", "Approve"), ("reject", "Reject")])
def test_a_gate_whose_decisions_are_on_record_is_signalled(says, signal):
    found = mended(waves=(wave("approving"),), gates=(gate(),), decisions=(decision(says=says),))

    (repair,) = found
    assert (repair.execution, repair.signal) == (WAVE, signal)


def test_a_gate_that_was_decided_while_the_signal_got_lost_is_signalled():
    decided = gate("approved", decided_at=NOW - 20, reason="approved by anna")

    assert mended(waves=(wave("approving"),), gates=(decided,)) == [
        SignalGate(WAVE, "Approve", "approved by anna")
    ]


def test_the_run_s_own_gate_is_signalled_at_its_entry_execution():
    own = gate("approved", gate="run", execution=ENTRY, decided_at=LONG_AGO, reason="by anna")

    found = mended(state="approving", gates=(own,))

    assert found == [SignalGate(ENTRY, "Approve", "by anna")]


def test_whoever_decided_has_a_moment_to_signal():
    decided = gate("approved", decided_at=NOW - 19)

    assert mended(waves=(wave("approving"),), gates=(decided,)) == []


@pytest.mark.parametrize(
    "decisions",
    [
        (),
        (decision("mallory"),),
        (decision(hash="another plan"),),
        (decision(digest="other servers"),),
        (decision(attempt=2),),
        (decision(at=NOW + 3601),),
    ],
    ids=["none", "no approver", "another plan", "other servers", "another attempt", "too late"],
)
def test_decisions_that_do_not_count_signal_nothing(decisions):
    found = mended(waves=(wave("approving"),), gates=(gate(),), decisions=decisions)

    assert [repair for repair in found if isinstance(repair, SignalGate)] == []


def test_a_quorum_of_two_is_not_signalled_after_one():
    found = mended(waves=(wave("approving"),), gates=(gate(count=2),), decisions=(decision(),))

    assert [repair for repair in found if isinstance(repair, SignalGate)] == []


@pytest.mark.parametrize(
    "waves",
    [
        (wave("preparing"),),
        (wave("approving", owner="another-execution"),),
        (wave("rejected", owner=""),),
    ],
    ids=["went on", "another execution", "closed"],
)
def test_an_execution_that_does_not_wait_is_not_signalled(waves):
    decided = gate("approved", decided_at=LONG_AGO)

    found = mended(waves=waves, gates=(decided,))

    assert [repair for repair in found if isinstance(repair, SignalGate)] == []


@pytest.mark.parametrize("state", ["expired", "open"])
def test_a_gate_without_an_outcome_is_not_signalled(state):
    found = mended(waves=(wave("approving"),), gates=(gate(state),))

    assert [repair for repair in found if isinstance(repair, SignalGate)] == []


def test_a_cancelled_run_does_not_wait_at_its_own_gate():
    own = gate(gate="run", execution=ENTRY)

    found = mended(state="cancelling", since=NOW - 20, gates=(own,))

    assert StopExecution(ENTRY) in found


def test_a_cancelled_run_that_is_past_its_gate_is_left_to_its_driver():
    own = gate("approved", gate="run", execution=ENTRY, decided_at=LONG_AGO)

    assert mended(state="cancelling", since=NOW - 20, gates=(own,)) == []


# nobody drives


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


# what people were told


def test_people_are_reminded_five_minutes_before_a_gate_expires():
    late = gate(expires_at=NOW + 300)

    found = mended(waves=(wave("approving"),), gates=(late,))

    assert kinds(found) == [CallKind.APPROVAL_NEEDED, CallKind.APPROVAL_EXPIRES]
    assert "it expires in 5 m 00 s" in found[1].text


def test_others_are_called_when_half_of_the_time_is_over():
    half = gate(opened_at=NOW - 1800, expires_at=NOW + 1800)

    found = mended(waves=(wave("approving"),), gates=(half,))

    assert kinds(found) == [CallKind.APPROVAL_NEEDED, CallKind.APPROVAL_WAITS]
    assert found[1].act == "find somebody who may decide"


def test_nobody_is_reminded_earlier_or_of_what_is_decided():
    fresh = gate(opened_at=NOW - 299, expires_at=NOW + 301)
    early = mended(waves=(wave("approving"),), gates=(fresh,))
    decided = mended(
        waves=(wave("approving"),), gates=(gate(expires_at=NOW + 60),), decisions=(decision(),)
    )

    assert kinds(early) == [CallKind.APPROVAL_NEEDED]
    assert kinds(decided) == []


def test_an_attempt_that_was_asked_again_reminds_nobody():
    soon = {"expires_at": NOW + 200}
    asked_again = (gate(**soon), gate("approved", attempt=2, decided_at=NOW))

    assert kinds(mended(gates=asked_again)) == []


@pytest.mark.parametrize("values", [{"state": "cancelling"}, {"abort": "aborted by anna"}])
def test_nobody_is_called_to_a_gate_at_which_a_decision_is_refused(values):
    assert kinds(mended(gates=(gate(expires_at=NOW + 200),), **values)) == []


def test_a_decision_that_no_event_told_of_is_told():
    found = mended(state="deciding", waves=(wave("failed", owner="", reason="no capacity"),))

    assert kinds(found) == [CallKind.DECISION_NEEDED]


def test_a_wave_whose_failure_the_plan_accepts_calls_nobody():
    accepted = wave("failed", owner="", spec={"then": "continue"})

    assert mended(waves=(accepted,)) == []
