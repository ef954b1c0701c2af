"""Drills and recoveries are started from the chat once, as they were asked for, or not at all."""

import pytest
from fakes.bot_on_fakes import PAYMENTS, BotOnFakes
from fakes.bot_team import ONCALL, OPERATOR, shown

from muster.engine.keys import run_key
from muster.service.errors import AwsError, ThrottledError


@pytest.fixture
def empty():
    with BotOnFakes() as team:
        yield team


def test_a_recovery_wants_the_plans_name_typed(empty):
    empty.publish(PAYMENTS)
    empty.type(OPERATOR, "recover payments")
    empty.submit(OPERATOR, name="payment", why="region is gone")

    assert empty.slack.modal(OPERATOR).errors == {
        "dr.name": "This is not payments. Nothing was started."
    }
    assert empty.items("RUNS#") == []
    empty.submit(OPERATOR, name="payments", why="region is gone", ticket="CHG-1")

    [listed] = empty.items("RUNS#")
    run = empty.service.table.item(run_key(listed["run"]))
    assert (run["requester"], run["door"], run["mode"], run["state"]) == (
        "operator",
        "slack",
        "recovery",
        "requested",
    )
    assert run["requester_arn"] == "slack:T0MUSTER/U0OPERATOR"
    assert (run["reason"], run["ticket"]) == ("region is gone", "CHG-1")
    [(document, given, _)] = empty.executions.started
    assert document == "muster-recover-payments"
    assert given == {"RunId": [listed["run"]]}
    assert empty.titles() == ["RECOVERY of payments: requested"]


def test_a_point_in_time_is_chosen_in_the_window_and_one_that_is_none_starts_nothing(empty):
    empty.publish(PAYMENTS)
    empty.type(OPERATOR, "recover payments")
    for wrong in ("this morning", "2096-01-01T00:00:00Z"):
        empty.submit(OPERATOR, name="payments", why="ransomware", point=wrong)
        assert "Nothing was started" in empty.slack.modal(OPERATOR).errors["dr.point"]
    assert empty.items("RUNS#") == []
    empty.submit(OPERATOR, name="payments", why="ransomware", point="2020-11-20T04:00+01:00")

    [listed] = empty.items("RUNS#")
    run = empty.service.table.item(run_key(listed["run"]))
    assert run["point_in_time"] == "2020-11-20T03:00:00Z"
    [message] = empty.messages()
    assert "Point in time: 2020-11-20T03:00:00Z" in shown(message)


def test_the_run_is_requested_before_slack_hears_yes(empty):
    empty.publish(PAYMENTS)
    empty.type(OPERATOR, "drill payments")
    broken = AwsError("ssm:StartAutomationExecution failed")
    empty.executions.start = lambda *_: (_ for _ in ()).throw(broken)
    empty.submit(OPERATOR)

    [listed] = empty.items("RUNS#")
    assert empty.service.table.item(run_key(listed["run"]))["state"] == "requested"
    assert empty.slack.modal(OPERATOR) is None
    assert empty.titles() == ["Drill of payments: requested"]


def test_two_people_who_start_the_same_drill_make_one_run(empty):
    empty.publish(PAYMENTS)
    for who in (OPERATOR, ONCALL):
        empty.type(who, "drill payments")
    for who in (OPERATOR, ONCALL):
        empty.submit(who)

    assert len(empty.items("RUNS#")) == 1
    assert "A drill of payments is requested already" in empty.modal_text(ONCALL)


def test_a_drill_is_in_no_recoverys_way_and_a_recovery_in_everybodys(empty):
    empty.publish(PAYMENTS)
    for words in ("drill payments", "recover payments", "recover payments", "drill payments"):
        empty.type(OPERATOR, words)
        said = {"name": "payments", "why": "gone"} if words.startswith("recover") else {}
        empty.submit(OPERATOR, **said)

    runs = [empty.service.table.item(run_key(listed["run"])) for listed in empty.items("RUNS#")]
    assert sorted(run["mode"] for run in runs) == ["drill", "recovery"]
    assert "A recovery of payments is requested already" in empty.modal_text(OPERATOR)


def test_a_plan_that_was_published_anew_is_not_started_unseen(empty):
    empty.publish(PAYMENTS)
    empty.type(OPERATOR, "drill payments")
    empty.service.table.put(("PLAN#payments", "CURRENT"), hash="f" * 64)
    empty.submit(OPERATOR)

    assert "Plan payments was published anew since you looked" in empty.modal_text(OPERATOR)
    assert empty.items("RUNS#") == []


def test_a_submission_that_slack_delivers_twice_starts_one_run(empty):
    empty.publish(PAYMENTS)
    empty.type(OPERATOR, "drill payments")
    empty.slack.faults.change({"duplicate_deliveries": 2})
    empty.submit(OPERATOR)

    assert len(empty.items("RUNS#")) == 1
    assert len(empty.executions.started) == 1
    assert empty.titles() == ["Drill of payments: requested"]


def test_subnets_that_nobody_knows_keep_nobody_from_a_recovery(empty, monkeypatch):
    def too_busy(_):
        raise ThrottledError("AWS is too busy for drs:GetLaunchConfiguration", "wait")

    empty.publish(PAYMENTS)
    monkeypatch.setattr(empty.source_servers, "subnets", too_busy)
    empty.type(OPERATOR, "recover payments")

    assert "recovery instances for production" in empty.modal_text(OPERATOR)
    assert "subnet not looked up" in empty.modal_text(OPERATOR)


def test_a_plan_has_to_be_named_where_there_are_several(empty):
    empty.publish(PAYMENTS)
    empty.service.table.put(("PLANS#", "mail"), plan="mail", hash="0", priority=2)

    empty.type(OPERATOR, "drill")

    assert "Which plan?" in empty.told(OPERATOR)
    assert "mail, payments" in empty.told(OPERATOR)
    empty.type(OPERATOR, "drill mail")
    assert "No plan mail is published here." in empty.modal_text(OPERATOR)


def test_a_modal_that_was_closed_meanwhile_is_no_failure(empty):
    empty.publish(PAYMENTS)
    listed = empty.source_servers.listed

    def closed_while_drs_is_asked():
        empty.slack.act_as(OPERATOR).close()
        return listed()

    empty.source_servers.listed = closed_while_drs_is_asked
    empty.type(OPERATOR, "drill payments")

    assert empty.told(OPERATOR) == ""
