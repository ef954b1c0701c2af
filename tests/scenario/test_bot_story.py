"""The team's first drill, from the first word to the last instance that is gone."""

import re

from fakes.bot_on_stage import BotOnStage
from fakes.bot_team import APPROVER, OPERATOR, shown

FAULTS = """
faults: [{launch-failure: {server: s-57e730f6102e1f793, reason: no capacity, times: 1}}]
"""


def test_a_team_runs_a_drill_from_chat():
    with BotOnStage(faults=FAULTS, quick=True) as team:
        _it_is_shown_what_will_happen_and_starts(team)
        _whoever_started_may_not_approve_and_somebody_else_does(team)
        team.restart_bot()  # killed after the approval: the run went on, no second root message
        _one_server_fails_and_is_tried_again(team)
        _a_pause_lets_nothing_new_start(team)
        _it_finishes_in_time_and_is_cleaned_up(team)

        assert team.titles() == [
            "Drill of payments: succeeded",
            "Approved: applications",
            "Retried: applications",
            "Drill of payments: succeeded",
        ]


def _it_is_shown_what_will_happen_and_starts(team):
    team.type(OPERATOR, "plans")
    assert "payments" in team.told(OPERATOR)
    team.type(OPERATOR, "drill payments")
    asked = team.modal_text(OPERATOR)

    assert "6 drill instances" in asked
    assert asked.count("`s-5") == 6
    assert "`point-dns-at-recovery` of switch-traffic: skipped, recovery only" in asked
    team.submit(OPERATOR, why="quarterly drill")
    assert team.titles() == ["Drill of payments: requested"]
    team.until(lambda: "databases · recovering · 0/2" in shown(team.root()))


def _whoever_started_may_not_approve_and_somebody_else_does(team):
    needed = team.until_titled("Approval needed: applications")
    team.click(OPERATOR, needed, "Approve")

    assert "You started this run, so you may not approve it" in team.told(OPERATOR)
    assert "Ask Alan Approver or Nora Night (@dr-approvers)" in team.told(OPERATOR)
    assert team.slack.modal(OPERATOR) is None
    team.stage.pass_time(30)
    team.click(APPROVER, needed, "Approve")
    team.submit(APPROVER, why="looks good")
    assert "Approved by Alan Approver" in shown(team.message("Approved: applications"))
    assert "looks good" in shown(team.message("Approved: applications"))


def _one_server_fails_and_is_tried_again(team):
    failed = team.until_titled("Decision needed: applications")

    assert "1 of 2 servers not launched" in shown(failed)
    assert "no capacity" in shown(failed)
    team.click(OPERATOR, failed, "Retry")
    team.until(lambda: "applications · recovering, attempt 2" in shown(team.root()))
    assert "Retried by Olivia Operator" in shown(team.message("Retried: applications"))


def _a_pause_lets_nothing_new_start(team):
    team.click(OPERATOR, team.root(), "Pause")
    team.until(lambda: "applications · succeeded" in shown(team.root()))

    assert "Paused by Olivia Operator" in shown(team.root())
    team.stage.pass_time(60)
    team.look()
    assert "web · pending" in shown(team.root())
    team.click(OPERATOR, team.root(), "Resume")
    team.until(lambda: "web · recovering" in shown(team.root()))


def _it_finishes_in_time_and_is_cleaned_up(team):
    finished = team.until_titled("Drill of payments: succeeded")
    assert re.search(r"6 of 6 servers launched in .*; RTO .* kept\.", shown(finished))
    team.click(OPERATOR, team.root(), "Clean up")
    team.until(lambda: "Cleaned up and checked" in shown(team.root()))

    run = team.stage.items("RUNS#")[0]["run"]
    assert team.stage.run(run)["requester"] == "operator"
    left = team.stage.client("drs").describe_recovery_instances(filters={})["items"]
    assert {instance["ec2InstanceState"] for instance in left} == {"TERMINATED"}
