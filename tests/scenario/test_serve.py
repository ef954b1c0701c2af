"""`muster serve`, whole: an embedded AWS and Slack's side of Socket Mode, both by sockets."""

import threading
import time

import pytest
from fakes.socket_mode import SocketSlack
from stage import REGION, Stage, two_waves

from muster.entrypoints.local.serving import open_port
from muster.entrypoints.serve.checks import look
from muster.entrypoints.serve.serving import Serving
from muster.model.settings import Settings
from muster.service.errors import MusterError
from muster.service.values import Place

SOON = 20
TOLD = {
    "MUSTER_SLACK_TOKEN": "xoxb-1-2-3",
    "MUSTER_SLACK_APP_TOKEN": "xapp-1-2-3",
    "MUSTER_SLACK_CHANNEL": "C0000000001",
    "MUSTER_SLACK_TEAM": "T0MUSTER0",
    "MUSTER_SLACK_COMMAND": "/dr",
    "MUSTER_DECISION_ROLE": "",
    "MUSTER_TICKETS": "",
}


@pytest.fixture
def slack():
    slack = SocketSlack()
    yield slack
    slack.close()


def place_of(stage):
    port = open_port(stage.world, None)
    known = stage.world.environment(port)
    return Place(
        "this test",
        region=REGION,
        endpoint=f"http://127.0.0.1:{port}",
        access_key=known["AWS_ACCESS_KEY_ID"],
        secret=known["AWS_SECRET_ACCESS_KEY"],
        undeployed=True,
    )


def until(done):
    end = time.monotonic() + SOON
    while not done():
        assert time.monotonic() < end, "waited in vain"
        threading.Event().wait(0.05)


def test_it_answers_people_posts_what_happens_and_stops(slack):
    with Stage(plan=two_waves(), quick=True) as stage:
        serving = Serving(place_of(stage), Settings(), TOLD | {"MUSTER_SLACK_API": slack.url})
        serving.start()
        try:
            slack.connected.get(timeout=SOON)
            slack.send("slash_commands", question("whoami"))
            assert "Olivia Operator" in str(slack.acked.get(timeout=SOON)["payload"])
            run = stage.drill()
            stage.until_run(run, "running")
            until(lambda: any("Drill of small" in body for _, body in slack.called))
        finally:
            slack.hang_up()
            serving.stop()

        assert ("chat.postMessage") in [method for method, _ in slack.called]


def question(text):
    return {
        "command": "/dr",
        "text": text,
        "team_id": "T0MUSTER0",
        "user_id": "U0OPERATOR",
        "channel_id": "C0000000001",
        "trigger_id": "1.1",
        "response_url": "http://127.0.0.1:9/none",
    }


def test_a_token_that_slack_does_not_want_is_a_sentence(slack):
    slack.answers["apps.connections.open"] = {"ok": False, "error": "invalid_auth"}
    with Stage(plan=two_waves(), quick=True) as stage:
        serving = Serving(place_of(stage), Settings(), TOLD | {"MUSTER_SLACK_API": slack.url})

        with pytest.raises(MusterError, match="Slack refuses the connection: invalid_auth"):
            serving.start()


def test_a_check_asks_slack_about_tokens_workspace_and_blocks(slack):
    slack.answers["auth.test"] = {"ok": True, "team_id": "T0OTHERS0"}
    slack.answers["blocks.validate"] = {"ok": False, "error": "invalid_blocks"}
    found = {each.what: each.wrong for each in look(TOLD | {"MUSTER_SLACK_API": slack.url})}

    assert found["the bot token"] == "it belongs to workspace T0OTHERS0, not T0MUSTER0"
    assert found["the app-level token"] == ""
    assert found["the blocks of the answer to help"] == "Slack says invalid_blocks"
