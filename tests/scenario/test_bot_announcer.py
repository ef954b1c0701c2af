"""A run has one message, which is told once, with its record in the thread."""

import pytest
from fakes.bot_on_fakes import BotOnFakes
from fakes.bot_progress import counted, edits, progress
from fakes.bot_stories import SCENES, approving, asking, ended
from fakes.bot_team import OPERATOR, shown
from fakes.muster_service import NOW, RUN

from muster.engine.keys import run_key


@pytest.fixture
def running():
    with BotOnFakes(SCENES["running"]()) as team:
        yield team


def test_a_run_has_one_message_however_often_it_is_refreshed(running):
    for _ in range(5):
        running.refresh(RUN)

    assert running.titles() == ["Drill of payments: running"]
    assert edits(running) == 0


def test_another_process_edits_the_same_message(running):
    running.refresh(RUN)
    running.restart_bot()
    progress(running, 2)
    running.refresh(RUN)

    assert len(running.messages()) == 1
    assert counted(running, 2)


def test_two_processes_that_begin_at_once_post_once(running):
    first = running.bot.announcer
    running.restart_bot()
    post = running.bot.slack.api_call

    def meanwhile(*args, **kwargs):
        running.bot.slack.api_call = post
        first.refresh(RUN)  # the other process, between our claim and our post
        return post(*args, **kwargs)

    running.bot.slack.api_call = meanwhile
    running.refresh(RUN)
    first.settle(60)

    assert len(running.messages()) == 1


def test_people_are_called_once_for_an_approval_a_decision_and_the_end():
    for scene, title in (
        (approving(), "Approval needed: applications"),
        (asking(), "Decision needed: applications"),
        (ended(), "Drill of payments: succeeded"),
    ):
        with BotOnFakes(scene) as team:
            for _ in range(3):
                team.refresh(RUN)
            team.restart_bot()
            team.refresh(RUN)

            assert team.titles()[1:] == [title]


def test_only_those_who_must_act_are_mentioned():
    with BotOnFakes(approving()) as team:
        team.refresh(RUN)

        root, needed = team.messages()
        assert "<@" not in shown(root) + root.text
        assert "<@U0APPROVER> <@U0ONCALL0>" in shown(needed)
        assert "U0OPERATOR" not in shown(needed)


def test_the_record_is_told_in_the_thread_once():
    with BotOnFakes(asking().row("drill of plan payments requested")) as team:
        team.refresh(RUN)
        team.refresh(RUN)
        root = team.root()
        assert len(team.slack.messages(thread_ts=root.ts)) == 1
        team.type(OPERATOR, "pause")
        team.refresh(RUN)

        first, second = team.slack.messages(thread_ts=root.ts)
        assert "drill of plan payments requested" in shown(first)
        assert "Olivia Operator (slack) · pause: paused" in shown(second)


def test_of_a_burst_of_rows_the_thread_tells_all_that_are_at_hand_and_counts_the_others():
    scene = asking().row("drill of plan payments requested")
    with BotOnFakes(scene) as team:
        team.refresh(RUN)
        for number in range(100):
            scene.row(f"wave number {number} changed its state: {'x' * 200}")
        for _ in range(8):
            team.refresh(RUN)

        told = [shown(m) for m in team.slack.messages(thread_ts=team.root().ts)]
        assert told[1].startswith("… 50 rows before these: `/dr history 7f3a1b2c`")
        assert all(f"wave number {n} " in "\n".join(told) for n in range(50, 100))
        assert len(told) == len(set(told))


def test_a_run_that_is_restarted_takes_the_buttons_off_its_end():
    with BotOnFakes(ended("cancelled")) as team:
        team.refresh(RUN)
        team.service.table.change(run_key(RUN), state="running", epoch=2, ended_at=0)
        team.refresh(RUN)
        team.service.table.change(run_key(RUN), state="succeeded", ended_at=NOW)
        team.refresh(RUN)

        titles = team.titles()
        assert titles[1] == "Drill of payments had ended, and was restarted."
        assert titles[0] == titles[2] == "Drill of payments: succeeded"


@pytest.mark.parametrize("was_seen", [True, False])
def test_a_run_that_is_restarted_calls_again_for_a_decision_that_is_still_open(was_seen):
    with BotOnFakes(asking()) as team:
        team.refresh(RUN)
        team.service.table.change(run_key(RUN), state="cancelled", ended_at=NOW)
        if was_seen:
            team.refresh(RUN)
        team.service.table.change(run_key(RUN), state="deciding", epoch=2, ended_at=0)
        team.refresh(RUN)

        first, *_, last = (t for t in team.titles() if t.endswith(": applications"))
        assert (first, last) == ("Settled: applications", "Decision needed: applications")
        assert "<@U0OPERATOR>" in shown(team.messages()[-1])
