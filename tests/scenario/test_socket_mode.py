"""The bot in Socket Mode, on a socket of this machine: what it hears, acknowledges, outlives."""

import pytest
from fakes.bot_on_fakes import BotOnFakes
from fakes.bot_stories import SCENES
from fakes.bot_team import TEAM
from fakes.muster_service import RUN
from fakes.socket_mode import SocketSlack

from bot.app import app_of
from muster.engine.keys import run_key
from muster.entrypoints.serve.serving import _socket

SOON = 5


@pytest.fixture
def slack():
    slack = SocketSlack()
    yield slack
    slack.close()


@pytest.fixture
def team(slack):
    with BotOnFakes(SCENES["running"]()) as team:
        told = {"MUSTER_SLACK_API": slack.url, "MUSTER_SLACK_APP_TOKEN": "xapp-1-2-3"}
        handler = _socket(app_of(team.bot), told)
        handler.connect()
        slack.connected.get(timeout=SOON)
        yield team
        handler.client.auto_reconnect_enabled = False
        slack.hang_up()
        handler.close()


def command(text, trigger="1.1", user="U0OPERATOR"):
    return {
        "command": "/dr",
        "text": text,
        "team_id": TEAM,
        "user_id": user,
        "channel_id": "C0000000001",
        "trigger_id": trigger,
        "response_url": "http://127.0.0.1:9/none",
    }


def said(acked):
    return str(acked["payload"]["blocks"])


def test_a_question_is_answered_in_the_acknowledgement_of_its_envelope(team, slack):
    slack.send("slash_commands", command("status"), "e-7")
    acked = slack.acked.get(timeout=SOON)

    assert acked["envelope_id"] == "e-7"
    assert "Drill of payments" in said(acked)


def test_an_act_is_durable_before_its_envelope_is_acknowledged(team, slack):
    slack.send("slash_commands", command("pause"))
    slack.acked.get(timeout=SOON)

    assert team.service.table.item(run_key(RUN))["hold"]


def test_an_envelope_that_comes_twice_has_one_effect(team, slack):
    for envelope in ("e-1", "e-1"):
        slack.send("slash_commands", command("pause"), envelope)
        slack.acked.get(timeout=SOON)

    assert len([r for r in team.items(f"AUDIT#{RUN}") if "pause" in r["text"]]) == 1


def test_whoever_is_nobody_is_refused_by_this_door_too(team, slack):
    slack.send("slash_commands", command("pause", user="U0STRANGER"))

    assert "do not know you" in said(slack.acked.get(timeout=SOON))
    assert not team.service.table.item(run_key(RUN)).get("hold")


def test_a_connection_that_slack_closes_is_opened_again(team, slack):
    slack.disconnect()
    slack.connected.get(timeout=2 * SOON)
    slack.send("slash_commands", command("status", trigger="2.2"), "e-9")

    assert slack.acked.get(timeout=SOON)["envelope_id"] == "e-9"
    assert [method for method, _ in slack.called].count("apps.connections.open") == 2


def test_the_app_level_token_opens_the_connection_and_no_other_call(team, slack):
    assert [method for method, _ in slack.called] == ["apps.connections.open"]
