"""Decisions at gates are taken in the chat by persons who may, with reasons, and count once."""

import pytest
from fakes.bot_on_fakes import on
from fakes.bot_stories import approving
from fakes.bot_team import APPROVER, ONCALL, OPERATOR, shown
from fakes.muster_service import RUN


def test_an_approval_is_recorded_by_person_with_its_reason():
    with on(approving()) as team:
        team.click(APPROVER, team.message("Approval needed"), "Approve")
        assert "You let wave applications start" in team.modal_text(APPROVER)
        team.submit(APPROVER, why="looks good")

        [decision] = team.items(f"DECISION#{RUN}")
        assert (decision["person"], decision["decision"], decision["door"]) == (
            "approver",
            "approve",
            "slack",
        )
        assert decision["principal"] == "slack:T0MUSTER/U0APPROVER"
        assert decision["reason"] == "looks good"
        assert team.executions.signals[0][1:] == ("Approve", "approver: looks good")
        assert "Approved by Alan Approver" in shown(team.message("Approved: applications"))


@pytest.mark.parametrize(
    ("who", "label", "refusal"),
    [
        (OPERATOR, "Approve", "You started this run, so you may not approve it."),
        ("watcher", "Approve", "Only @dr-approvers may decide here."),
        ("watcher", "Reject", "Only @dr-approvers may decide here."),
    ],
)
def test_a_decision_that_would_not_count_is_refused_with_whom_to_ask(who, label, refusal):
    with on(approving()) as team:
        team.click(who, team.message("Approval needed"), label)

        assert refusal in team.told(who)
        assert "Ask Alan Approver or Nora Night (@dr-approvers)." in team.told(who)
        assert team.slack.modal(who) is None


def test_rights_are_checked_again_when_the_modal_is_sent():
    with on(approving()) as team:
        team.click(APPROVER, team.message("Approval needed"), "Approve")
        for one in team.service.table.item(("PEOPLE#", "PEOPLE"))["people"]:
            one["roles"] = ["viewer"]
        team.submit(APPROVER)

        assert "it takes the role approver" in team.modal_text(APPROVER)
        assert team.items(f"DECISION#{RUN}") == []


def test_of_two_who_decide_at_once_the_later_is_told_the_outcome():
    with on(approving()) as team:
        message = team.message("Approval needed")
        team.click(APPROVER, message, "Approve")
        team.click(ONCALL, message, "Reject")
        team.submit(APPROVER)
        team.submit(ONCALL, why="not now")

        assert "This is decided: approved by Alan Approver." in team.modal_text(ONCALL)
        assert len(team.items(f"DECISION#{RUN}")) == 1
        team.click(ONCALL, message, "Approve", as_seen=True)
        assert "This is decided: approved by Alan Approver." in team.told(ONCALL)


def test_two_approvals_are_two_people():
    with on(approving().gate("applications", count=2)) as team:
        team.click(APPROVER, team.message("Approval needed"), "Approve")
        team.submit(APPROVER)
        assert "1 of 2 approved" in shown(team.message("Approval needed"))
        team.click(APPROVER, team.message("Approval needed"), "Approve")
        assert "You have approved this already." in team.told(APPROVER)
        team.click(ONCALL, team.message("Approval needed"), "Approve")
        team.submit(ONCALL)

        assert "Approved by Alan Approver and Nora Night" in shown(team.message("Approved"))


def test_a_rejection_wants_a_reason():
    with on(approving()) as team:
        team.click(APPROVER, team.message("Approval needed"), "Reject")
        team.submit(APPROVER)
        assert team.slack.modal(APPROVER) is not None
        team.submit(APPROVER, why="not during the sale")

        assert "not during the sale" in shown(team.message("Rejected: applications"))


def test_an_approval_after_the_gate_expired_does_not_count():
    with on(approving()) as team:
        team.click(APPROVER, team.message("Approval needed"), "Approve")
        team.service.clock.moment += 7200
        team.submit(APPROVER)

        assert team.items(f"DECISION#{RUN}") == []
        assert "it came after the gate expired" in team.modal_text(APPROVER)


def test_a_button_about_other_servers_does_nothing():
    with on(approving()) as team:
        message = team.message("Approval needed")
        approving_again = team.service.table
        approving_again.change((f"RUN#{RUN}", "GATE#applications#0001"), digest="0" * 16)
        team.click(APPROVER, message, "Approve", as_seen=True)

        assert "This has changed since you looked." in team.told(APPROVER)
