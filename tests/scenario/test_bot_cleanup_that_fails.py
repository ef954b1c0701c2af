"""A clean-up that fails says nothing: the chat says that instead, and offers to try again."""

import pytest
from fakes.bot_on_fakes import BotOnFakes
from fakes.bot_stories import ended
from fakes.bot_team import OPERATOR, shown
from fakes.muster_service import NOW, RUN

from muster.engine.keys import cleanup_key

EXECUTION = "11111111-2222-3333-4444-555555555555"


def cleaning(since):
    state = {"state": "terminating", "instances": 2, "execution": EXECUTION}
    return ended().cleanup(since=since, **state)


def test_a_clean_up_of_which_nothing_is_heard_is_not_said_to_go_on():
    with BotOnFakes(cleaning(NOW - 900)) as team:
        team.refresh(RUN)

        told = shown(team.root())
        assert "The clean-up has said nothing since" in told
        assert f"`/dr cleanup {RUN[:8]}` tries again" in told
        assert "are being terminated" not in told


def test_it_is_begun_again_by_the_button_when_its_execution_has_ended():
    with BotOnFakes(cleaning(NOW - 900)) as team:
        team.executions.over[EXECUTION] = "Failed"
        team.refresh(RUN)
        team.click(OPERATOR, team.root(), "Clean up")

        assert team.service.table.item(cleanup_key(RUN))["state"] == "requested"


@pytest.mark.parametrize("since", [NOW - 60, 0])
def test_a_clean_up_that_was_heard_of_lately_goes_on(since):
    with BotOnFakes(cleaning(since)) as team:
        team.refresh(RUN)

        assert "Cleaning up: 2 instances are being terminated" in shown(team.root())
        assert "Clean up" not in shown(team.root()).split("Cleaning up")[1]
