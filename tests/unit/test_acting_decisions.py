"""Decisions of people: on record with their outcome, counted once, signalled until heard."""

from dataclasses import replace

import pytest
from fakes.acting import ANNA, NORA, act_in_between, acting_on, decision, record
from fakes.bot_stories import approving
from fakes.muster_service import NOW, RUN

from muster.engine.keys import gate_key, run_key
from muster.engine.writes import update
from muster.service.acting.deciding import AGAIN, decide
from muster.service.acting.deed import Actor
from muster.service.errors import RefusedError

# what comes after


@pytest.mark.parametrize(
    ("change", "why"),
    [({"state": "cancelling"}, "the run is cancelling"), ({"abort": "enough"}, "enough")],
)
def test_nobody_decides_in_a_run_that_ends(change, why):
    acting = acting_on(approving())
    acting.writer.write(update(run_key(RUN), change))

    with pytest.raises(RefusedError, match=why):
        decide(acting, decision())


def test_who_decides_before_the_gate_listens_is_heard_as_soon_as_it_does():
    acting = replace(acting_on(approving()), patience=30)
    acting.executions.deaf = 3

    deed = decide(acting, decision())
    deed.follow_up()
    deed.insist()

    assert len(acting.executions.signals) == 4
    assert {signal[1] for signal in acting.executions.signals} == {"Approve"}
    assert acting.clock.now() == NOW + 3 * AGAIN


def test_a_gate_that_never_listens_is_left_to_the_reconciler():
    acting = replace(acting_on(approving()), patience=10)
    acting.executions.deaf = 99

    deed = decide(acting, decision())
    deed.follow_up()
    deed.insist()

    assert len(acting.executions.signals) == 1 + 10 // AGAIN


def test_without_patience_a_gate_is_signalled_once():
    acting = acting_on(approving())
    acting.executions.deaf = 99

    deed = decide(acting, decision())
    deed.follow_up()
    deed.insist()

    assert len(acting.executions.signals) == 1


# decisions


def test_a_decision_is_written_with_the_outcome_that_it_makes():
    acting = acting_on(approving())

    deed = decide(acting, decision(reason="looks good"))

    assert deed.text == "gate applications is approved"
    gate = acting.table.item(gate_key(RUN, "applications", 1))
    assert (gate["state"], gate["by"]) == ("approved", ["approver"])
    assert acting.executions.signals == []
    deed.follow_up()
    assert acting.executions.signals == [("wave-1", "Approve", "approver: looks good")]
    assert record(acting) == [("approver", "slack", "approve gate applications: looks good")]


def test_a_quorum_is_reached_by_two_who_decide_at_the_same_moment():
    acting = acting_on(approving().gate("applications", count=2))
    overtaken = act_in_between(acting, lambda: decide(acting, decision(who=NORA, token="t2")))

    decide(overtaken, decision())

    gate = acting.table.item(gate_key(RUN, "applications", 1))
    assert (gate["state"], gate["decisions"]) == ("approved", 2)


def test_the_first_rejection_closes_the_gate_and_says_so_to_the_others():
    acting = acting_on(approving().gate("applications", count=2))
    decide(acting, decision("reject", reason="not now")).follow_up()

    with pytest.raises(RefusedError, match=r"gate applications is decided: rejected by approver"):
        decide(acting, decision(who=NORA, token="t2"))

    kinds = [kind for _, kind, _ in acting.executions.signals]
    assert kinds == ["Reject", "Reject"]  # the first may have been lost


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"who": ANNA}, "who started the run may not approve it"),
        ({"who": Actor("watcher", "slack:T0/U0W")}, "only @dr-approvers may decide here"),
        ({"gate": "web"}, "there is no gate web of this run"),
        ({"attempt": 2}, "there is no gate applications of this run"),
        ({"digest": "0"}, "the servers have changed since you looked"),
    ],
)
def test_a_decision_that_does_not_count_leaves_nothing_behind(changed, reason):
    acting = acting_on(approving())

    with pytest.raises(RefusedError, match=reason):
        decide(acting, decision(**changed))

    assert acting.table.items(f"DECISION#{RUN}") == []
    assert record(acting) == []


def test_one_person_decides_once():
    acting = acting_on(approving().gate("applications", count=2))
    decide(acting, decision())

    with pytest.raises(RefusedError, match="you have decided here already"):
        decide(acting, decision(token="t2"))
    assert decide(acting, decision()).repeated
