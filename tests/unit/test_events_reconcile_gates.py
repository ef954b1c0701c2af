"""The repairs of what was decided and not told, and of what people were not told."""

import pytest
from fakes.facts import ENTRY, LONG_AGO, NOW, WAVE, decision, gate, kinds, mended, wave

from muster.service.announcing import CallKind
from muster.service.repairs import SignalGate, StopExecution

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
