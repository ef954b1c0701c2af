"""Events of the embedded Slack reach the app, again and again if nobody takes them."""

import pytest
from fakes.slack_app import ANA, Stage


@pytest.fixture
def stage():
    return Stage()


@pytest.fixture
def ana(stage):
    return stage.slack.act_as("ana")


class TestEvents:
    def test_the_app_passes_or_fails_the_check_of_its_url(self, stage):
        failed = stage.slack.verify_url()
        stage.app.answers["url_verification"] = lambda request: {
            "challenge": request["content"]["challenge"]
        }

        assert (failed, stage.slack.verify_url()) == (False, True)

    def test_a_mention_of_the_app_is_an_event(self, stage, ana):
        ana.say("good morning")
        message = ana.say("@muster <help> & more")

        event = stage.app.only("app_mention")["content"]["event"]
        assert event["text"] == "<@U0MUSTERBOT> &lt;help&gt; &amp; more"
        assert (event["user"], event["ts"]) == (ANA, message.ts)

    def test_an_app_that_is_not_in_the_channel_hears_nothing(self, stage, ana):
        stage.slack.remove_app(stage.channel)
        ana.say("@muster help")

        assert stage.app.requests == []

    def test_opening_home_is_an_event(self, stage, ana):
        ana.open_home()

        event = stage.app.only("app_home_opened")["content"]["event"]
        assert (event["user"], event["tab"]) == (ANA, "home")

    def test_an_event_nobody_acknowledges_comes_again_at_once_then_after_1_and_5_minutes(
        self, stage, ana
    ):
        stage.app.answers["app_home_opened"] = 500
        ana.open_home()
        for seconds in (0, 59, 2, 299, 2, 3600):
            stage.clock.advance(seconds)
            stage.slack.run_due()

        marks = [request["headers"].get("X-Slack-Retry-Num") for request in stage.app.requests]
        ids = {request["content"]["event_id"] for request in stage.app.requests}
        assert (marks, len(ids)) == ([None, "1", "2", "3"], 1)
        assert stage.app.requests[1]["headers"]["X-Slack-Retry-Reason"] == "http_error"

    @pytest.mark.parametrize(
        ("answer", "reason"),
        [(TimeoutError(), "http_timeout"), (ConnectionRefusedError("x"), "connection_failed")],
    )
    def test_the_reason_of_a_retry_is_named(self, stage, ana, answer, reason):
        stage.app.answers["app_home_opened"] = answer
        ana.open_home()
        stage.slack.run_due()

        assert stage.app.requests[1]["headers"]["X-Slack-Retry-Reason"] == reason

    def test_an_app_can_refuse_retries(self, stage, ana):
        stage.app.answers["app_home_opened"] = (500, {"X-Slack-No-Retry": "1"}, b"")
        ana.open_home()
        stage.clock.advance(3600)
        stage.slack.run_due()

        assert len(stage.app.requests) == 1
