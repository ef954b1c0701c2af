"""What the bot does with every word, click and modal: the real app, an embedded Slack, fakes."""

from pathlib import Path

import pytest
from fakes.bot_on_fakes import BotOnFakes
from fakes.bot_stories import SCENES, approving, asking, ended
from fakes.bot_team import APPROVER, ONCALL, OPERATOR, shown
from fakes.muster_service import RUN

from muster.engine.keys import cleanup_key, run_key, wave_key
from muster.service.acting.values import SourceServer
from muster.service.errors import AwsError, ThrottledError

PAYMENTS = Path(__file__).parents[2] / "templates" / "plans" / "payments.yaml"


def on(scene):
    team = BotOnFakes(scene)
    team.refresh(RUN)
    return team


@pytest.fixture
def empty():
    with BotOnFakes() as team:
        yield team


# words


@pytest.mark.parametrize("words", ["", "help", "HELP", "help me"])
def test_help_lists_every_word(empty, words):
    empty.type(OPERATOR, words)

    assert "/dr drill PLAN" in empty.told(OPERATOR)
    assert "/dr whoami" in empty.told(OPERATOR)


def test_a_mistyped_word_is_guessed(empty):
    empty.type(OPERATOR, "dril payments")

    assert "I do not know the word dril" in empty.told(OPERATOR)
    assert "Did you mean `/dr drill`?" in empty.told(OPERATOR)


def test_whoami_says_what_one_may_do(empty):
    empty.type(ONCALL, "whoami")

    assert "You are *Nora Night*" in empty.told(ONCALL)
    assert "In a recovery you may: approve, reject." in empty.told(ONCALL)


def test_plans_and_a_plan_are_shown(empty):
    empty.publish(PAYMENTS)

    empty.type("watcher", "plans")
    assert "*payments*" in empty.told("watcher")
    empty.type("watcher", "plan")
    assert "3. *web* · 2 servers · after applications" in empty.told("watcher")
    empty.type("watcher", "plan paymnts")
    assert "There is no plan paymnts" in empty.told("watcher")
    assert "Did you mean `payments`?" in empty.told("watcher")


def test_servers_are_searched_and_those_that_need_a_look_come_first(empty):
    empty.publish(PAYMENTS)
    stray = SourceServer("s-99999999999999999", "stray", {}, "STALLED", 7260)
    empty.source_servers.servers.append(stray)

    empty.type(OPERATOR, "servers")
    told = empty.told(OPERATOR)
    assert "7 source servers, 6 in step, 1 in no plan" in told
    assert told.count("plan payments (") == 6
    assert told.index("`stray`") < told.index("`host-")
    assert "stalled · lag 2 h 01 m · snapshot 5 m old · *no plan* · never launched" in told
    empty.type(OPERATOR, "servers WEBServer nothing like it")
    assert "There is no source server" in empty.told(OPERATOR)
    empty.type(OPERATOR, "servers webserver payments")
    assert "2 source servers" in empty.told(OPERATOR)


@pytest.mark.parametrize("kind", ["unprotected", "late", "Late stray", "undrilled stray"])
def test_servers_of_a_kind_are_found_by_a_word(empty, kind):
    empty.publish(PAYMENTS)
    stray = SourceServer("s-99999999999999999", "stray", {}, "STALLED", 7260)
    empty.source_servers.servers.append(stray)

    empty.type(OPERATOR, f"servers {kind}")

    assert "One source server, 0 in step, 1 in no plan" in empty.told(OPERATOR)


def test_servers_are_shown_although_their_snapshots_cannot_be(empty):
    empty.publish(PAYMENTS)

    def down(_servers):
        raise AwsError("drs:DescribeRecoverySnapshots failed", "")

    empty.source_servers.snapshots = down
    empty.type(OPERATOR, "servers")

    assert "6 source servers" in empty.told(OPERATOR)
    assert "snapshot" not in empty.told(OPERATOR)


def test_aws_that_does_not_answer_is_told_in_a_sentence(empty):
    empty.publish(PAYMENTS)
    empty.source_servers.down = AwsError("drs:DescribeSourceServers failed", "wait a minute")

    empty.type(OPERATOR, "servers")
    assert "Drs:DescribeSourceServers failed." in empty.told(OPERATOR)
    empty.type(OPERATOR, "drill payments")
    assert "Wait a minute." in empty.modal_text(OPERATOR)


def test_what_nobody_foresaw_gets_a_reference_that_is_in_the_log(empty, caplog):
    empty.source_servers.down = ZeroDivisionError("the secret detail")

    empty.type(OPERATOR, "servers")

    assert "Something went wrong here (reference token-" in empty.told(OPERATOR)
    assert "secret detail" not in empty.told(OPERATOR)
    assert "reference token-" in caplog.text


def test_status_and_history_of_nothing(empty):
    empty.type(OPERATOR, "status")
    assert empty.told(OPERATOR) == "No run is under way."
    empty.type(OPERATOR, "history")
    assert empty.told(OPERATOR) == "There is no run yet."
    empty.type(OPERATOR, "history 7f3a")
    assert "There is no run `7f3a` here" in empty.told(OPERATOR)
    empty.type(OPERATOR, "pause")
    assert "There is no such run now" in empty.told(OPERATOR)


def test_status_of_the_one_run_comes_with_its_buttons():
    with on(SCENES["running"]()) as team:
        team.type(OPERATOR, "status")

        assert "Drill of payments: running" in team.told(OPERATOR)
        assert "Cancel run" in team.told(OPERATOR)


def test_history_of_a_run_is_judged():
    with on(asking().row("drill of plan payments requested")) as team:
        team.type("watcher", f"history {RUN[:6]}")

        assert "drill of plan payments requested" in team.told("watcher")
        assert "A row is not what was written" in team.told("watcher")


# who may


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("stranger", "I do not know you (Slack T0MUSTER/U0STRANGER)"),
        ("guest", "I do not know you (Slack T0MUSTER/U0GUEST00)"),
    ],
)
def test_whoever_is_not_in_the_people_file_may_not_even_look(empty, who, refusal):
    empty.type(who, "plans")

    assert refusal in empty.told(who)


def test_nobody_may_do_anything_before_people_are_published(empty):
    empty.service.table.content.clear()

    empty.type(OPERATOR, "help")

    assert "No people are published here" in empty.told(OPERATOR)


def test_a_drill_is_refused_with_whom_to_ask(empty):
    empty.publish(PAYMENTS)

    empty.type(APPROVER, "drill payments")

    assert "You may not drill a plan: it takes the role drill-operator." in empty.told(APPROVER)
    assert "Ask Olivia Operator or Nora Night." in empty.told(APPROVER)
    assert empty.slack.modal(APPROVER) is None


def test_drill_rights_are_no_recovery_rights(empty):
    empty.publish(PAYMENTS)

    empty.type(ONCALL, "recover payments")

    assert "You may not recover a plan" in empty.told(ONCALL)
    assert "Ask Olivia Operator." in empty.told(ONCALL)


def test_the_mode_of_a_run_decides_not_what_a_button_says():
    with on(SCENES["approving"]()) as team:
        team.click(ONCALL, team.root(), "Pause")

        assert "You may not pause in a recovery" in team.told(ONCALL)
        assert not team.service.table.item(run_key(RUN)).get("hold")


# starting


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


# clicking


def test_a_click_that_slack_delivers_twice_has_one_effect():
    with on(SCENES["running"]()) as team:
        team.slack.faults.change({"duplicate_deliveries": 3})
        team.click(OPERATOR, team.root(), "Pause")

        assert team.service.table.item(run_key(RUN))["held_by"] == "operator"
        assert len(team.items(f"AUDIT#{RUN}")) == 1
        assert team.slack.ephemerals(OPERATOR) == []


def test_a_replayed_click_does_not_pause_again_what_was_resumed():
    with on(SCENES["running"]()) as team:
        sent = []
        door = team.door
        team.slack.connect(lambda *request: (sent.append(request), over(door)(*request))[1])
        team.click(OPERATOR, team.root(), "Pause")
        team.click(OPERATOR, team.root(), "Resume")

        status, *_ = over(door)(*sent[0])

        assert status == 200
        assert team.service.table.item(run_key(RUN))["hold"] is False


def test_of_two_people_who_click_at_once_one_is_told_that_it_is_done():
    with on(asking()) as team:
        message = team.message("Decision needed")
        team.click(OPERATOR, message, "Retry", as_seen=True)
        team.click(ONCALL, message, "Retry", as_seen=True)

        assert team.service.table.item(wave_key(RUN, "applications"))["attempt"] == 2
        assert "This has changed since you looked" in team.told(ONCALL)
        assert "attempt 2" in team.told(ONCALL)
        assert "Retried by Olivia Operator" in shown(team.message("Retried"))


def test_pause_and_resume_follow_each_other():
    with on(SCENES["running"]()) as team:
        team.type(ONCALL, f"pause {RUN[:8]} disk is full")
        assert "Nora Night: paused: nothing new starts" in shown(team.messages()[-1])
        assert "Paused by Nora Night" in shown(team.root())
        assert "disk is full" in shown(team.root())
        team.type(ONCALL, "pause")
        assert "The run is paused already." in team.told(ONCALL)
        team.wall.advance(5)
        team.type(OPERATOR, "resume")
        assert "Drill of payments: running" in team.titles()


def test_skip_asks_for_a_reason_and_says_what_follows():
    with on(asking()) as team:
        team.click(OPERATOR, team.message("Decision needed"), "Skip")
        assert "go on without what is missing of it" in team.modal_text(OPERATOR)
        team.submit(OPERATOR, why="is not needed tonight")

        assert team.service.table.item(wave_key(RUN, "applications"))["state"] == "skipped"
        assert "is not needed tonight" in shown(team.message("Skipped: applications"))


def test_abort_and_cancel_end_a_run_in_two_ways():
    with on(asking()) as team:
        team.click(OPERATOR, team.message("Decision needed"), "Abort")
        team.submit(OPERATOR, why="enough")
        assert team.service.table.item(run_key(RUN))["abort"] == "aborted by operator: enough"
    with on(SCENES["running"]()) as team:
        team.click(OPERATOR, team.root(), "Cancel run")
        team.submit(OPERATOR, why="wrong day")
        assert "Drill of payments: cancelling" in team.titles()


def test_a_run_without_a_driver_gets_one():
    with on(SCENES["lost-driver"]()) as team:
        team.click(OPERATOR, team.root(), "Restart")

        assert team.executions.started[0][:2] == ("muster-drill-payments", {"RunId": [RUN]})


def test_a_rejected_run_is_asked_for_again():
    with on(SCENES["rejected"]()) as team:
        team.click(OPERATOR, team.root(), "Ask again")

        assert team.service.table.item(run_key(RUN))["attempt"] == 2
        assert team.executions.started[0][0] == "muster-recover-payments"


def test_clean_up_is_asked_for_once():
    with on(ended()) as team:
        message = team.root()
        team.click(OPERATOR, message, "Clean up", as_seen=True)
        team.click(ONCALL, message, "Clean up", as_seen=True)

        assert team.service.table.item(cleanup_key(RUN))["by"] == "operator"
        assert [started[0] for started in team.executions.started] == ["muster-cleanup"]
        assert "This drill is being cleaned up already." in team.told(ONCALL)


def test_a_recovery_is_never_cleaned_up():
    with on(SCENES["recovered"]()) as team:
        team.type(OPERATOR, f"cleanup {RUN[:8]}")

        assert "You may not cleanup in a recovery" in team.told(OPERATOR)


# deciding


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


def over(door):
    from muster.embedded.slack.host import over_wsgi

    return over_wsgi(door)


def test_a_typed_cancel_without_a_reason_asks_for_it_and_with_one_does_it():
    with on(SCENES["running"]()) as team:
        team.type(OPERATOR, "cancel")
        assert "Restart is the way back" in team.modal_text(OPERATOR)
        assert team.service.table.item(run_key(RUN))["state"] == "running"
        team.type(OPERATOR, f"cancel {RUN[:8]} wrong day")
        assert "Olivia Operator: cancelling: nothing new" in shown(team.messages()[-1])
        assert team.service.table.item(run_key(RUN))["cancelled_why"] == "wrong day"


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


def test_a_run_has_to_be_named_where_several_may_be_meant():
    with on(SCENES["running"]()) as team:
        other = {**team.service.table.item(run_key(RUN)), "run": "beef0001", "plan": "mail"}
        values = {key: value for key, value in other.items() if key not in ("pk", "sk")}
        team.service.table.put(run_key("beef0001"), **values)
        team.service.table.put(("RUNS#", "000000000001#beef0001"), **values)
        team.type(OPERATOR, "pause")

        assert "2 runs may be meant" in team.told(OPERATOR)
        team.type(OPERATOR, "status")
        assert "2 runs are under way" in team.told(OPERATOR)


def test_a_slack_that_opens_no_window_says_what_to_do():
    with on(asking()) as team:
        team.slack.faults.change({"rate_limited": {"views.open": 1}})
        team.click(OPERATOR, team.message("Decision needed"), "Skip")

        assert "Slack did not do its part" in team.told(OPERATOR)
