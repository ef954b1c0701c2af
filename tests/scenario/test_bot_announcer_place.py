"""The message of a run stands where it was asked for, and comes back if it is lost there."""

import pytest
from fakes.bot_on_fakes import BotOnFakes
from fakes.bot_progress import counted, progress
from fakes.bot_stories import SCENES
from fakes.bot_team import shown
from fakes.muster_service import RUN

from bot.slack_calls import Came, Outcome, SlackCalls
from bot.telling.kept import UNPLACED
from bot.telling.messages import PLACE, message_key


@pytest.fixture
def running():
    with BotOnFakes(SCENES["running"]()) as team:
        yield team


def test_a_message_that_somebody_deletes_is_posted_again_once(running):
    running.refresh(RUN)
    for launched in (0, 2):
        lost = running.root()
        running.slack.lose_message(lost.channel, lost.ts)
        progress(running, launched)
        running.refresh(RUN)

    assert running.messages() == []
    running.refresh(RUN)
    assert running.messages() == []


def test_a_message_that_is_too_old_to_be_edited_is_posted_anew_as_often_as_that_is_so(
    running, monkeypatch
):
    too_old = Outcome(Came.TOO_OLD, code="edit_window_closed")
    for launched in (2, 1, 2):
        running.refresh(RUN)
        progress(running, launched)
        with monkeypatch.context() as closed:
            closed.setattr(SlackCalls, "edit", lambda *_: too_old)
            running.refresh(RUN)

        assert f"{launched}/2 servers" in shown(running.messages()[-1])
    assert len(running.messages()) == 4


def test_a_channel_that_takes_nothing_is_replaced_by_the_configured_one(running):
    other = running.slack.add_channel("war-room")
    running.service.table.put(message_key(RUN, PLACE), channel=other)
    running.refresh(RUN)
    assert running.slack.messages("war-room")
    running.slack.archive("war-room")
    running.slack.lose_message(other, running.slack.messages("war-room")[0].ts)
    progress(running, 2)
    running.refresh(RUN)

    assert counted(running, 2)


def test_what_no_channel_takes_is_mailed_once_and_posted_when_one_does(running):
    running.slack.archive("disaster-recovery")
    for _ in range(5):
        running.bot.announcer.refresh(RUN)
        running.wall.advance(UNPLACED + 1)
        running.bot.announcer.run_due()

    assert [subject for subject, _ in running.mails] == ["muster: no Slack channel"]
    assert "Drill of payments" in running.mails[0][1]
    assert "is_archived" in running.mails[0][1]


def test_a_run_is_told_of_where_it_was_asked_for(running):
    other = running.slack.add_channel("war-room")
    running.service.table.put(message_key(RUN, PLACE), channel=other)
    running.refresh(RUN)

    assert running.messages() == []
    assert len(running.slack.messages("war-room")) == 1


def test_a_token_that_is_replaced_leaves_the_message_where_it_stands(running):
    other = running.slack.add_channel("war-room")
    running.service.table.put(message_key(RUN, PLACE), channel=other)
    running.refresh(RUN)
    token, running.bot.slack.token = running.bot.slack.token, "xoxb-revoked"
    progress(running, 2)
    running.refresh(RUN)
    running.wall.advance(70)
    running.bot.slack.token = token
    running.refresh(RUN)

    assert running.messages() == []
    assert "2/2 servers" in shown(running.slack.messages("war-room")[0])
