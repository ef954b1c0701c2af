"""The messages of a run stay true and stay few, whatever Slack does, whoever dies."""

import pytest
from fakes.bot_on_fakes import BotOnFakes
from fakes.bot_progress import counted, progress
from fakes.bot_stories import SCENES, approving
from fakes.bot_team import shown
from fakes.muster_service import RUN, put_run

from bot.telling.kept import CLAIM
from muster.service.errors import AwsError


@pytest.fixture
def running():
    with BotOnFakes(SCENES["running"]()) as team:
        yield team


def test_an_outage_stops_nobody_and_the_message_comes_afterwards(running):
    running.slack.faults.change({"outage": True})
    running.bot.announcer.refresh(RUN)
    progress(running, 2)
    running.bot.announcer.refresh(RUN)
    assert running.messages() == []
    running.slack.faults.reset()
    running.bot.announcer.settle(120)

    assert counted(running, 2)
    assert len(running.messages()) == 1


def test_an_answer_that_was_lost_makes_no_second_message(running):
    running.slack.faults.change({"lost_answers": 1})
    running.bot.announcer.refresh(RUN)
    assert len(running.messages()) == 1
    running.restart_bot()
    running.wall.advance(CLAIM + 1)
    running.refresh(RUN)
    progress(running, 2)
    running.refresh(RUN)

    assert len(running.messages()) == 1
    assert counted(running, 2)


def test_a_process_that_dies_before_it_posts_is_replaced(running):
    running.slack.faults.change({"outage": True})
    running.bot.announcer.refresh(RUN)
    running.slack.faults.reset()
    running.restart_bot()
    running.bot.announcer.refresh(RUN)
    assert running.messages() == []
    running.bot.announcer.settle(CLAIM + 1)

    assert len(running.messages()) == 1


def test_slack_that_is_too_busy_is_left_alone_as_long_as_it_says(running):
    running.refresh(RUN)
    running.slack.faults.change({"rate_limited": {"*": 1}, "retry_after": 30})
    progress(running, 2)
    running.wall.advance(5)
    running.bot.announcer.refresh(RUN)
    before = running.wall()
    for _ in range(10):
        running.bot.announcer.refresh(RUN)

    assert running.bot.announcer.run_due() == pytest.approx(30, abs=1)
    running.bot.announcer.settle(40)
    assert running.wall() - before >= 29
    assert counted(running, 2)


def test_with_every_second_call_refused_the_messages_end_right():
    with BotOnFakes(approving()) as team:
        team.slack.faults.change({"rate_limit_every": 2})
        for _ in range(20):
            team.refresh(RUN)
        team.service.table.change(
            (f"RUN#{RUN}", "GATE#applications#0001"), state="approved", by=["approver"]
        )
        for _ in range(20):
            team.refresh(RUN)

        assert team.titles() == ["Drill of payments: running", "Approved: applications"]


def test_a_slack_that_hangs_costs_one_call_for_all_runs(running, monkeypatch):
    asked = []

    def hang(*_, **__):
        asked.append(1)
        raise TimeoutError

    monkeypatch.setattr(running.bot.slack, "api_call", hang)
    for number in range(60):
        put_run(running.service, f"7f3b{number:04d}-0000-4000-8000-000000000000")
        running.bot.announcer.refresh(f"7f3b{number:04d}-0000-4000-8000-000000000000")

    assert len(asked) == 1
    monkeypatch.undo()
    running.wall.advance(CLAIM)
    running.bot.announcer.settle(60)
    assert running.titles().count("Drill of payments: running") == 60


def test_blocks_that_slack_refuses_are_said_in_plain_words(running, monkeypatch):
    from bot.views.run import root

    monkeypatch.setattr(root, "header", lambda text: {"type": "header", "text": text})
    running.refresh(RUN)

    assert running.messages()[0].text.startswith("Drill of payments: running")


def test_waves_become_lines_where_slack_knows_no_plan_block(running, monkeypatch):
    from bot.views.run import root

    unknown = [{"type": "plan", "title": "t", "tasks": "what an older Slack makes of it"}]
    monkeypatch.setattr(root, "plan_of_waves", lambda story: unknown)
    running.refresh(RUN)
    assert ":large_blue_circle: *databases* · recovering" in shown(running.root())
    progress(running, 2)
    running.refresh(RUN)

    assert "*databases* · recovering · 2/2" in shown(running.root())
    assert "Cancel run" in shown(running.root())


def test_a_run_table_that_does_not_answer_is_the_callers_business(running):
    running.service.table.items = lambda *_, **__: (_ for _ in ()).throw(AwsError("down"))

    with pytest.raises(AwsError):
        running.bot.announcer.refresh(RUN)


def test_a_run_that_is_not_there_is_nobodys_business(running):
    running.bot.announcer.refresh("no-such-run")

    assert running.messages() == []
