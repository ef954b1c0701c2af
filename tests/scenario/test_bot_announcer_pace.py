"""The messages of a run are edited seldom and end with the truth, however much happens."""

from itertools import pairwise

import pytest
from fakes.bot_on_fakes import BotOnFakes
from fakes.bot_progress import counted, edits, progress
from fakes.bot_stories import SCENES, approving, asking, ended
from fakes.bot_team import shown
from fakes.muster_service import NOW, RUN

from bot.telling.kept import BACK_OFF, GAP
from muster.embedded.slack.host import RateSettings
from muster.engine.keys import run_key
from muster.service.errors import AwsError

STALE = 60


@pytest.fixture
def running():
    with BotOnFakes(SCENES["running"]()) as team:
        yield team


# how often


def test_counts_are_edited_at_most_every_three_seconds(running):
    running.refresh(RUN)
    began = running.wall()
    for step in range(200):
        progress(running, step % 3)
        running.bot.announcer.refresh(RUN)
        running.wall.advance(0.1)
        running.bot.announcer.run_due()

    assert edits(running) <= (running.wall() - began) / GAP + 1
    running.bot.announcer.settle(10)
    assert counted(running, 1)


def test_a_change_of_state_is_told_at_once(running):
    running.bot.announcer.refresh(RUN)  # posted this very moment: that is no edit
    running.service.table.change(run_key(RUN), hold=True, held_by="oncall", held_at=NOW)
    running.bot.announcer.refresh(RUN)
    assert running.titles() == ["Drill of payments: paused"]
    running.wall.advance(GAP)
    running.service.table.change(run_key(RUN), hold=False)
    running.bot.announcer.refresh(RUN)

    assert running.titles() == ["Drill of payments: running"]


def test_not_even_changes_of_state_are_edited_more_often_than_every_three_seconds(running):
    running.bot.announcer.refresh(RUN)
    edited = []
    for step in range(300):
        before = edits(running)
        running.service.table.change(run_key(RUN), hold=step % 2 == 0, held_by="oncall")
        running.bot.announcer.refresh(RUN)
        running.bot.announcer.run_due()
        edited += [running.wall()] if edits(running) > before else []
        running.wall.advance(0.1)

    assert min(later - earlier for earlier, later in pairwise(edited)) >= GAP - 0.01
    assert len(edited) == 10


def test_the_as_of_line_is_kept_young_while_a_run_is_active(running):
    running.refresh(RUN)
    running.service.clock.moment += STALE
    running.wall.advance(STALE)
    running.bot.announcer.refresh(RUN)

    assert edits(running) == 1
    assert f"As of <!date^{NOW + int(STALE)}^" in shown(running.root())


def test_a_run_that_is_over_is_left_alone():
    with BotOnFakes(ended()) as team:
        team.refresh(RUN)
        team.wall.advance(STALE * 10)
        team.service.clock.moment += STALE * 10
        team.bot.announcer.refresh(RUN)

        assert edits(team) == 0


# two at a time


def test_of_two_edits_at_the_same_moment_the_message_ends_with_the_truth(running):
    running.refresh(RUN)
    first = running.bot.announcer
    running.restart_bot()
    edit = running.bot.slack.api_call

    def overtaken(*args, **kwargs):
        running.bot.slack.api_call = edit
        progress(running, 2)
        running.wall.advance(5)
        first.refresh(RUN)  # newer words, edited while ours are on their way
        return edit(*args, **kwargs)

    progress(running, 0)
    running.bot.slack.api_call = overtaken
    running.wall.advance(5)
    running.bot.announcer.refresh(RUN)
    running.bot.announcer.settle(30)

    assert counted(running, 2)


# many events


def test_events_within_the_gap_between_two_edits_cost_no_reading_of_the_run(running, monkeypatch):
    running.refresh(RUN)
    progress(running, 2)
    running.refresh(RUN)  # edited just now
    read = []
    monkeypatch.setattr(
        "bot.telling.announcer.read_story", lambda *given: read.append(given) or 1 / 0
    )
    for launched in range(50):
        progress(running, launched % 3)
        running.bot.announcer.refresh_soon(RUN)

    assert read == []
    monkeypatch.undo()
    running.bot.announcer.settle(10)
    assert counted(running, 1)


def test_what_cannot_be_read_when_it_is_due_is_looked_at_again(running, monkeypatch):
    running.refresh(RUN)
    progress(running, 2)
    running.refresh(RUN)
    progress(running, 1)
    running.bot.announcer.refresh_soon(RUN)

    def fail(*_):
        raise AwsError("the run table does not answer")

    monkeypatch.setattr("bot.telling.announcer.read_story", fail)
    running.wall.advance(GAP)
    assert running.bot.announcer.run_due() == pytest.approx(BACK_OFF)
    monkeypatch.undo()
    running.bot.announcer.settle(10)

    assert counted(running, 1)


@pytest.mark.parametrize(
    "change", [{"state": "cancelling"}, {"abort": "aborted by oncall: enough"}]
)
@pytest.mark.parametrize("scene", [approving, asking])
def test_a_run_that_is_cancelled_or_aborted_offers_no_decision(scene, change):
    with BotOnFakes(scene()) as team:
        team.refresh(RUN)
        team.service.table.change(run_key(RUN), **change)
        team.refresh(RUN)

        refused = {"Approve", "Reject", "Retry", "Skip", "Abort"}
        assert not refused & {label for message in team.messages() for label in labels(message)}
        assert "waits for a decision" not in shown(team.root())


def test_a_run_that_is_aborted_says_so_and_by_whom():
    with BotOnFakes(asking()) as team:
        team.service.table.change(run_key(RUN), abort="aborted by oncall: enough")
        team.refresh(RUN)

        assert team.titles()[0] == "Drill of payments: aborting"
        assert "Aborted by oncall: enough." in shown(team.root())


def labels(message):
    rows = (block["elements"] for block in message.blocks if block["type"] == "actions")
    return [button["text"]["text"] for row in rows for button in row]


def test_slack_s_own_rate_limits_are_kept_by_a_busy_run():
    with BotOnFakes(approving(), rates=RateSettings()) as team:
        for step in range(60):
            team.service.table.change((f"RUN#{RUN}", "WAVE#web"), launched=step % 3)
            team.wall.advance(1)
            team.bot.announcer.refresh(RUN)
            team.bot.announcer.run_due()
        team.bot.announcer.settle(60)

        assert "web · pending · 2/2" in shown(team.root())
