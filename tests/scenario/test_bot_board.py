"""The board: one message over all runs under way; `take` hands a run over."""

import pytest
from fakes.bot_on_fakes import BotOnFakes
from fakes.bot_stories import SCENES, approving, asking
from fakes.bot_team import APPROVER, ONCALL, OPERATOR, shown
from fakes.muster_service import NOW, OTHER, RUN, put_run, put_wave

from bot.views.board import SHOWN, blocker, board_message
from muster.embedded.slack.blocks import validate_message
from muster.engine.keys import run_key

BOARD = r"(\d+ runs? are under way|One run is under way|No run is under way)"


def another(team, run=OTHER, **values):
    begun = {"plan": "mail", "state": "running", "epoch": 1, "attempt": 1, "hold": False}
    put_run(team.service, run, **(begun | values))
    put_wave(team.service, "mail", run, state="recovering", order=0, total=4, launched=1, spec={})


def look(team):
    team.wall.advance(11)
    team.bot.announcer.refresh(RUN)
    team.bot.announcer.run_due()


def boards(team):
    return [m for m in team.messages() if "servers up" in shown(m) or "No run is under" in shown(m)]


@pytest.fixture
def two():
    with BotOnFakes(asking()) as team:
        another(team)
        look(team)
        yield team


def test_two_runs_have_a_board_with_the_one_that_needs_people_first(two):
    [board] = boards(two)
    told = shown(board)

    assert "2 runs are under way: 4 of 10 servers up" in told
    assert told.index("Drill of payments") < told.index("Drill of mail")
    assert ":rotating_light: a decision is needed: applications" in told
    assert "operator Olivia Operator" in told


def test_a_run_that_waits_for_a_silent_job_says_so_on_the_board(two):
    silent = "DRS, silent since 10:00 UTC about db in job drsjob-1"
    two.service.table.change((f"RUN#{OTHER}", "WAVE#mail"), waits_for=silent)
    look(two)

    told = shown(boards(two)[0])
    assert f", waits for {silent}" in told


def test_one_run_needs_no_board():
    with BotOnFakes(asking()) as team:
        look(team)

        assert boards(team) == []


def test_the_board_is_one_message_that_follows_the_runs_and_says_when_they_are_over(two):
    two.service.table.change((f"RUN#{OTHER}", "WAVE#mail"), launched=3)
    look(two)
    assert "6 of 10 servers up" in shown(boards(two)[0])

    two.service.table.change(run_key(OTHER), state="succeeded")
    look(two)
    assert "One run is under way" in shown(boards(two)[0])
    two.service.table.change(run_key(RUN), state="succeeded")
    look(two)
    look(two)

    [board] = boards(two)
    assert "No run is under way any more" in shown(board)


def test_another_time_has_a_board_of_its_own(two):
    for run in (RUN, OTHER):
        two.service.table.change(run_key(run), state="succeeded")
    look(two)
    look(two)
    for number in (3, 4):
        another(two, f"7f3a000{number}-0000-4000-8000-000000000000", requested_at=NOW + number)
    look(two)

    assert len(boards(two)) == 2
    assert "No run is under way" in shown(boards(two)[0])
    assert "2 runs are under way" in shown(boards(two)[1])


def test_the_same_runs_restarted_have_another_board(two):
    for run in (RUN, OTHER):
        two.service.table.change(run_key(run), state="cancelled")
    look(two)
    look(two)
    for run in (RUN, OTHER):
        two.service.table.change(run_key(run), state="running", epoch=2)
    look(two)

    assert len(boards(two)) == 2
    assert "2 runs are under way" in shown(boards(two)[1])


def test_a_run_that_is_listed_and_nothing_else_hinders_nobody(two):
    two.service.table.put(
        ("RUNS#", "999999999999#x"), run="x", plan="p", mode="drill", requested_at=1
    )
    look(two)

    assert "2 runs are under way" in shown(boards(two)[0])


def test_a_board_is_edited_at_most_every_ten_seconds(two):
    for launched in (2, 3, 4):
        two.service.table.change((f"RUN#{OTHER}", "WAVE#mail"), launched=launched)
        two.wall.advance(1)
        two.bot.announcer.refresh(RUN)
    assert "4 of 10 servers up" in shown(boards(two)[0])

    two.wall.advance(10)
    two.bot.announcer.run_due()
    assert "7 of 10 servers up" in shown(boards(two)[0])


def test_a_restarted_bot_keeps_the_same_board(two):
    two.restart_bot()
    two.service.table.change((f"RUN#{OTHER}", "WAVE#mail"), launched=4)
    look(two)

    [board] = boards(two)
    assert "7 of 10 servers up" in shown(board)


def test_anybody_may_have_a_board_where_they_are():
    with BotOnFakes(SCENES["running"]()) as team:
        room = team.slack.add_channel("war-room")
        team.slack.act_as("watcher", "war-room").command("/dr", "board")

        [board] = team.slack.messages("war-room")
        assert board.channel == room
        assert "One run is under way: 1 of 6 servers up" in shown(board)


def test_take_on_the_board_makes_somebody_the_operator_and_everybody_sees_it(two):
    two.click(ONCALL, boards(two)[0], "dr.take")
    two.refresh(RUN)

    assert two.service.table.item(run_key(RUN))["operator"] == "oncall"
    assert "operator Nora Night" in shown(two.root())
    assert "operator Nora Night" in shown(boards(two)[0])
    [row] = [r for r in two.items(f"AUDIT#{RUN}") if r["text"].startswith("take")]
    assert row["text"] == "take: oncall is the operator now, before: operator"


def test_a_decision_calls_the_operator_and_nobody_else():
    with BotOnFakes(asking()) as team:
        team.type(ONCALL, "take")
        team.refresh(RUN)

        asked = team.message("Decision needed")
        assert "<@U0ONCALL0>" in asked.text
        assert "<@U0OPERATOR>" not in asked.text


def test_a_typed_take_is_said_to_the_channel():
    with BotOnFakes(asking()) as team:
        team.type(ONCALL, f"take {RUN[:8]}")

        said = [shown(message) for message in team.messages()]
        assert any("Nora Night: operator of this run now" in text for text in said)


@pytest.mark.parametrize(
    ("who", "scene", "refusal"),
    [
        (OPERATOR, asking, "You are its operator already"),
        (APPROVER, asking, "You may not take in a drill"),
        (OPERATOR, SCENES["succeeded"], "The run is succeeded"),
    ],
)
def test_a_run_is_not_taken(who, scene, refusal):
    with BotOnFakes(scene()) as team:
        team.type(who, f"take {RUN[:8]}")

        assert refusal in team.told(who)
        assert "operator" not in team.service.table.item(run_key(RUN))


@pytest.mark.parametrize(
    ("scene", "said"),
    [
        (SCENES["lost-driver"], "nobody drives it since"),
        (SCENES["paused"], "paused by Nora Night"),
        (asking, "a decision is needed: applications"),
        (approving, "approval of applications by"),
        (SCENES["running"], "held up by wave *databases*"),
        (SCENES["concluding"], "finishing"),
    ],
)
def test_the_worst_blocker_is_named(scene, said):
    assert said in blocker(scene().story())


def test_the_board_of_a_hundred_runs_fits():
    made = board_message([asking().story()] * 100, NOW)

    assert validate_message({"text": made.text, "blocks": made.blocks}) == []
    assert f"… and {100 - SHOWN} more" in str(made.blocks)


def test_whoever_asks_for_a_board_is_told_where_it_stands():
    with BotOnFakes(asking()) as team:
        team.slack.add_channel("war-room")
        team.slack.act_as("watcher").command("/dr", "board", channel="war-room")
        assert "The board is kept here" in team.told("watcher")

        team.slack.remove_app("war-room")
        team.wall.advance(2)
        team.slack.act_as("watcher").command("/dr", "board", channel="war-room")
        assert "so the board is kept in the bot's own" in team.told("watcher")
        assert boards(team)

        team.slack.faults.change({"rate_limited": {"chat.postMessage": 1}})
        team.type("watcher", "board")
        assert "as soon as Slack takes it" in team.told("watcher")
