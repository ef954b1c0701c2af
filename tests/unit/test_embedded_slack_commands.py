"""Slash commands reach the app signed as Slack signs, and whatever goes wrong is told."""

import hashlib
import hmac

import pytest
from fakes.slack_app import ANA, NOON, Stage
from slack_sdk.signature import SignatureVerifier

from muster.embedded.slack.host import App, over_http

SECRET = "embedded-signing-secret"


@pytest.fixture
def stage():
    return Stage()


@pytest.fixture
def ana(stage):
    return stage.slack.act_as("ana")


class TestSignature:
    def test_every_request_is_signed_as_slack_signs(self, stage, ana):
        ana.command("/dr", "plans")

        request = stage.app.only("command")
        stamp = request["headers"]["X-Slack-Request-Timestamp"]
        base = f"v0:{stamp}:".encode() + request["body"]
        expected = hmac.new(SECRET.encode(), base, hashlib.sha256).hexdigest()
        assert request["headers"]["X-Slack-Signature"] == f"v0={expected}"
        assert float(stamp) == NOON

    def test_slack_sdk_accepts_it(self, stage, ana):
        ana.command("/dr", "plans")

        request, verifier = stage.app.only("command"), SignatureVerifier(SECRET, stage.clock_of())
        assert verifier.is_valid_request(request["body"], request["headers"])

    @pytest.mark.parametrize(
        "fault", [{"wrong_signature": True}, {"timestamp_skew": 301.0}, {"timestamp_skew": -301.0}]
    )
    def test_a_forged_or_old_request_is_one_that_slack_sdk_refuses(self, stage, ana, fault):
        stage.slack.faults.change(fault)
        ana.command("/dr", "plans")

        request, verifier = stage.app.only("command"), SignatureVerifier(SECRET, stage.clock_of())
        assert not verifier.is_valid_request(request["body"], request["headers"])


class TestCommands:
    def test_a_command_says_who_where_and_what(self, stage, ana):
        ana.command("/dr", "drill payments")

        said = stage.app.only("command")["content"]
        assert (said["command"], said["text"]) == ("/dr", "drill payments")
        assert (said["user_id"], said["channel_id"]) == (ANA, stage.channel)
        assert said["response_url"].startswith("http://127.0.0.1")

    def test_names_are_escaped_only_if_the_app_wants_it(self):
        raw, escaped = Stage(), Stage(app=App(escape_commands=True))
        for stage in (raw, escaped):
            stage.slack.act_as("ana").command("/dr", "take @ben")

        assert raw.app.only("command")["content"]["text"] == "take @ben"
        assert escaped.app.only("command")["content"]["text"] == "take <@U0BEN|ben>"

    def test_the_answer_is_seen_by_the_one_who_asked(self, stage, ana):
        stage.app.answers["command"] = {"text": "3 plans"}
        ana.command("/dr", "plans")

        assert [one.text for one in stage.slack.ephemerals("ana")] == ["3 plans"]
        assert stage.slack.ephemerals("ben") == stage.slack.messages() == []

    def test_an_answer_for_the_channel_is_seen_by_all(self, stage, ana):
        stage.app.answers["command"] = {"response_type": "in_channel", "text": "3 plans"}
        ana.command("/dr", "plans")

        assert [one.text for one in stage.slack.messages()] == ["3 plans"]

    def test_an_answer_that_is_mere_text_is_shown(self, stage, ana):
        stage.app.answers["command"] = (200, {}, b"hello")
        ana.command("/dr", "plans")

        assert [one.text for one in stage.slack.ephemerals("ana")] == ["hello"]

    def test_an_answer_with_broken_blocks_is_refused_in_the_open(self, stage, ana):
        stage.app.answers["command"] = {"blocks": [{"type": "nonsense"}]}
        ana.command("/dr", "plans")

        [said] = stage.slack.ephemerals("ana")
        assert "refused: `invalid_blocks`" in said.text

    def test_a_command_of_nobody_is_named(self, stage, ana):
        ana.command("/rd", "plans")

        assert stage.app.requests == []
        assert (
            stage.slack.ephemerals("ana")[0].text == "`/rd` is not a command here. There is `/dr`."
        )

    @pytest.mark.parametrize(
        ("answer", "said"),
        [
            (TimeoutError(), "the app did not answer in 3 s. `operation_timeout`"),
            (ConnectionRefusedError("refused"), "cannot be reached (refused). `dispatch_failed`"),
            (404, "the app answered 404. `dispatch_failed`"),
        ],
    )
    def test_a_failure_is_told_to_the_one_who_typed(self, stage, ana, answer, said):
        stage.app.answers["command"] = answer
        ana.command("/dr", "plans")

        [message] = stage.slack.ephemerals("ana")
        assert message.text.startswith("`/dr plans` failed: ")
        assert message.text.endswith(said)

    def test_an_answer_after_three_seconds_does_not_count(self):
        stage = Stage(takes=3.1)
        stage.app.answers["command"] = {"text": "late"}
        stage.slack.act_as("ana").command("/dr", "plans")

        [message] = stage.slack.ephemerals("ana")
        assert "did not answer in 3 s" in message.text

    def test_without_an_app_the_command_is_not_dropped_silently(self, stage, ana):
        stage.slack.connect(None)
        ana.command("/dr", "plans")

        assert "no app is connected" in stage.slack.ephemerals("ana")[0].text


def test_an_http_app_that_nobody_runs_is_told_in_the_open(stage, ana):
    stage.slack.connect(over_http("http://127.0.0.1:9/slack/events"))
    ana.command("/dr", "plans")

    assert "the app cannot be reached" in stage.slack.ephemerals("ana")[0].text
