"""A Slack that refuses every second call, or answers nothing, slows no run, and is told later."""

import pytest
from fakes.bot_on_stage import BotOnStage
from fakes.bot_team import shown
from stage import two_waves

MINUTES = 60


def played(trouble):
    """How long the run took, its edits, and what its message said last, under this trouble."""
    with BotOnStage(plan=two_waves()) as team:
        run = team.stage.drill()
        team.until(lambda: team.stage.run(run).get("state") == "running")
        team.slack.faults.change(trouble)
        end = team.stage.world.clock.now() + 10 * MINUTES
        team.until(lambda: team.stage.world.clock.now() >= end)
        team.slack.faults.reset()
        team.until(lambda: team.stage.run(run)["state"] == "succeeded")
        team.wall.advance(30)
        team.look()
        item = team.stage.run(run)
        return item["ended_at"] - item["requested_at"], team.titles(), shown(team.root())


@pytest.fixture(scope="module")
def undisturbed():
    return played({})


@pytest.mark.parametrize("trouble", [{"rate_limit_every": 2}, {"outage": True}])
def test_the_run_takes_as_long_and_its_message_ends_right(trouble, undisturbed):
    took, titles, said = played(trouble)
    usual, usual_titles, _ = undisturbed

    assert took == usual
    assert titles == usual_titles
    assert "3/3 servers" in said
