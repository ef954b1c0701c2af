"""Whatever befalls the chat, a run goes on, and in the end its message says what is true."""

import pytest
from click.testing import CliRunner
from fakes.bot_on_fakes import BotOnFakes
from fakes.bot_stories import approving
from fakes.bot_team import APPROVER, OPERATOR, shown
from fakes.muster_service import RUN

from muster.embedded.slack.misfortunes import MISFORTUNES
from muster.entrypoints.cli.demo import demo
from muster.service.errors import MusterError


def pass_time(team, seconds, step=1.0):
    for number in range(int(seconds / step)):
        team.wall.advance(step)
        team.slack.run_due()
        team.service.table.change((f"RUN#{RUN}", "WAVE#web"), launched=number % 3)
        team.bot.announcer.refresh(RUN)
        team.bot.announcer.run_due()


def told(team, beginning):
    return [title for title in team.titles() if title.startswith(beginning)]


@pytest.mark.parametrize("name", MISFORTUNES)
def test_a_run_is_told_of_rightly_in_the_end(name):
    with BotOnFakes(approving()) as team:
        team.slack.befall(MISFORTUNES[name])
        pass_time(team, 70)
        team.slack.faults.reset()
        pass_time(team, 60)
        team.service.table.change((f"RUN#{RUN}", "WAVE#web"), launched=2)
        team.refresh(RUN)

        assert "web · pending · 2/2 servers" in shown(team.root())
        assert len(told(team, "Drill of payments")) == 1
        assert len(told(team, "Approval needed")) == 1


def test_nothing_befalls_before_the_app_has_said_something():
    with BotOnFakes(approving()) as team:
        team.slack.befall(MISFORTUNES["slack-rate-limits"])
        team.wall.advance(5)
        team.slack.run_due()
        assert team.slack.faults.rate_limit_every == 0

        team.bot.announcer.refresh(RUN)
        for _ in range(2):
            team.wall.advance(2)
            team.slack.run_due()
        assert team.slack.faults.rate_limit_every == 2


def test_an_outage_ends_by_itself():
    with BotOnFakes(approving()) as team:
        team.bot.announcer.refresh(RUN)
        team.slack.befall(MISFORTUNES["slack-outage"])
        seen = []
        for _ in range(50):
            team.wall.advance(1)
            team.slack.run_due()
            seen.append(team.slack.faults.outage)

        assert seen == [False] * 14 + [True] * 30 + [False] * 6


def test_a_click_that_is_delivered_three_times_counts_once():
    with BotOnFakes(approving()) as team:
        team.refresh(RUN)
        team.slack.faults.change({"duplicate_deliveries": 2})
        team.type(APPROVER, f"approve {RUN[:8]} fine")
        team.click(OPERATOR, team.root(), "Pause")

        texts = [row["text"] for row in team.items(f"AUDIT#{RUN}")]
        assert len([text for text in texts if text.startswith("approve gate")]) == 1
        assert len([text for text in texts if text.startswith("pause")]) == 1


def test_a_misfortune_of_the_chat_needs_one():
    refused = CliRunner().invoke(demo, ["--headless", "--fault", "slack-outage"])

    assert isinstance(refused.exception, MusterError)
    assert "befalls the chat, and there is none" in refused.exception.sentence
