"""Buttons and typed verbs have one effect, however often they come, and say what it is."""

from fakes.bot_on_fakes import on
from fakes.bot_stories import SCENES, asking, ended
from fakes.bot_team import ONCALL, OPERATOR, shown
from fakes.muster_service import RUN

from muster.engine.keys import cleanup_key, run_key, wave_key


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


def test_a_slack_that_opens_no_window_says_what_to_do():
    with on(asking()) as team:
        team.slack.faults.change({"rate_limited": {"views.open": 1}})
        team.click(OPERATOR, team.message("Decision needed"), "Skip")

        assert "Slack did not do its part" in team.told(OPERATOR)
