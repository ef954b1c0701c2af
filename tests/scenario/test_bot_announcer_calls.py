"""People are called once, by mention or by mail, and a call that is put off is not lost."""

import pytest
from fakes.bot_on_fakes import BotOnFakes
from fakes.bot_stories import SCENES, approving
from fakes.bot_team import shown
from fakes.muster_service import RUN

from muster.engine.keys import run_key
from muster.service.announcing import Call, CallKind
from muster.service.errors import AwsError


@pytest.fixture
def running():
    with BotOnFakes(SCENES["running"]()) as team:
        yield team


def test_a_call_of_another_kind_is_said_once(running):
    call = Call(RUN, CallKind.BREAK_GLASS, "break-glass/web/1", "web", "gate web was approved", "")
    for _ in range(3):
        running.bot.announcer.call_people(call)
    running.restart_bot()
    running.bot.announcer.call_people(call)

    assert running.titles() == ["Break-glass"]


def test_a_call_that_slack_did_not_take_is_repeated(running):
    running.slack.faults.change({"rate_limited": {"*": 1}})
    outside = Call("", CallKind.OUTSIDE_RECOVERY, "outside/1", "job", "somebody called", "look")
    running.bot.announcer.call_people(outside)
    assert running.messages() == []
    running.bot.announcer.settle(30)

    assert running.titles() == ["Outside recovery"]


def test_a_call_that_was_put_off_outlives_a_run_table_that_does_not_answer(running, monkeypatch):
    running.slack.faults.change({"rate_limited": {"*": 1}})
    stalled = Call(RUN, CallKind.REPLICATION_STALLED, "stalled/s-1", "s-1", "s-1 is silent", "look")
    running.bot.announcer.call_people(stalled)

    def fail(*_):
        raise AwsError("the run table does not answer")

    monkeypatch.setattr("bot.telling.announcer.read_story", fail)
    running.wall.advance(30)
    running.bot.announcer.run_due()
    monkeypatch.undo()
    running.bot.announcer.settle(30)

    assert "Replication stalled" in running.titles()


def test_a_silent_gate_is_mailed_once_and_calls_the_plan_s_owners():
    with BotOnFakes(approving()) as team:
        team.service.table.change(run_key(RUN), owner="@dr-approvers")
        call = Call(
            RUN,
            CallKind.APPROVAL_WAITS,
            "waits/applications/1",
            "applications",
            "it waits",
            "find somebody",
        )
        for _ in range(3):
            team.bot.announcer.call_people(call)
            team.wall.advance(60)

        assert team.mails == [("muster: approval still waits", "it waits. find somebody.")]
        said = team.message("Approval still waits")
        assert "<@U0APPROVER> <@U0ONCALL0>" in shown(said)


def test_those_who_are_asked_are_mentioned_again_before_a_gate_expires():
    with BotOnFakes(approving()) as team:
        kind = CallKind.APPROVAL_EXPIRES
        team.bot.announcer.call_people(Call(RUN, kind, "expires/1", "applications", "hurry", "act"))

        assert "<@U0APPROVER> <@U0ONCALL0>" in shown(team.message("Approval expires"))
        assert team.mails == []


def test_whoever_is_asked_while_slack_takes_no_token_is_mailed():
    with BotOnFakes(approving()) as team:
        token, team.bot.slack.token = team.bot.slack.token, "xoxb-revoked"
        team.refresh(RUN)
        team.wall.advance(70)
        team.bot.slack.token = token
        team.refresh(RUN)

        assert len([text for _, text in team.mails if "Approval needed" in text]) == 1
        assert team.titles().count("Approval needed: applications") == 1
