"""Who may open a gate, and when it opens."""

import dataclasses

import pytest

from muster.engine.gates import CONSOLE, judge, servers_digest, stands, why_not
from muster.engine.items import Decision, Gate

GATE = Gate(
    gate="web",
    attempt=2,
    state="open",
    approvers=("ana", "ben", "cy"),
    asked="@dr",
    count=2,
    requester="ana",
    hash="h",
    digest=servers_digest(["s-1", "s-2"]),
    servers=("s-1", "s-2"),
    expires_at=100,
)
YES = Decision(
    gate="web", attempt=2, decision="approve", person="ben", hash="h", digest=GATE.digest
)


def says(person, decision="approve", at=10, **more):
    return dataclasses.replace(YES, person=person, decision=decision, at=at, **more)


def test_a_gate_opens_when_enough_different_people_approve():
    assert judge(GATE, [says("ben"), says("cy", at=20)]) == ("approved", ("ben", "cy"))


def test_one_person_counts_once():
    assert judge(GATE, [says("ben"), says("ben", at=20)])[0] == "open"


def test_the_first_reject_before_the_quorum_closes_the_gate():
    assert judge(GATE, [says("ben"), says("cy", "reject", at=15), says("dee", at=20)]) == (
        "rejected",
        ("cy",),
    )


def test_a_reject_after_the_quorum_changes_nothing():
    votes = [says("ben"), says("cy", at=20), says("ben", "reject", at=30)]

    assert judge(GATE, votes)[0] == "approved"


@pytest.mark.parametrize(
    ("decision", "reason"),
    [
        (says("ana"), "who started the run may not approve it"),
        (says("dee"), "only @dr may decide here"),
        (says("ben", gate="db"), "another gate"),
        (says("ben", attempt=1), "another attempt"),
        (says("ben", hash="other"), "the plan has changed"),
        (says("ben", digest="other"), "the servers have changed"),
        (says("ben", at=101), "after the gate expired"),
    ],
)
def test_a_decision_that_does_not_count_says_why(decision, reason):
    assert reason in why_not(GATE, decision)
    assert judge(GATE, [decision, decision])[0] == "open"


@pytest.mark.parametrize(("door", "counts"), [("ssm", True), ("slack", False), ("", False)])
def test_a_gate_of_the_console_is_not_decided_by_any_other_door(door, counts):
    gate = dataclasses.replace(GATE, via=CONSOLE)

    assert (why_not(gate, says("ben", door=door)) == "") == counts


def test_who_started_the_run_may_reject_it():
    assert judge(GATE, [says("ana", "reject")])[0] == "rejected"


def test_an_approval_stands_for_a_later_attempt_with_fewer_servers():
    approved = dataclasses.replace(GATE, state="approved")

    assert stands([approved], "web", "h", ["s-2"]) == approved


@pytest.mark.parametrize(
    ("gate", "plan_hash", "servers"),
    [
        (dataclasses.replace(GATE, state="rejected"), "h", ["s-1"]),
        (dataclasses.replace(GATE, state="expired"), "h", ["s-1"]),
        (dataclasses.replace(GATE, state="approved"), "new", ["s-1"]),
        (dataclasses.replace(GATE, state="approved"), "h", ["s-1", "s-3"]),
    ],
)
def test_people_are_asked_anew_after_a_no_or_a_change(gate, plan_hash, servers):
    assert stands([gate], "web", plan_hash, servers) is None
