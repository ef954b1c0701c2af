"""Faults of Slack, switched on at will: limits, outages, and what is lost, doubled or late."""

import pytest
from fakes.slack_app import NOON, Stage


@pytest.fixture
def stage():
    return Stage()


@pytest.fixture
def ana(stage):
    return stage.slack.act_as("ana")


class TestFaults:
    def test_the_next_calls_of_a_method_can_be_rate_limited(self, stage):
        stage.slack.faults.change({"rate_limited": {"chat.postMessage": 1}, "retry_after": 7})
        post = {"channel": stage.channel, "text": "x"}
        refused = stage.respond("chat.postMessage", json=post)

        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "7")
        assert stage.respond("auth.test").status_code == 200
        assert stage.respond("chat.postMessage", json=post).status_code == 200

    def test_every_second_call_can_be_rate_limited(self, stage):
        stage.slack.faults.change({"rate_limit_every": 2})

        assert [stage.respond("auth.test").status_code for _ in range(4)] == [200, 429, 200, 429]

    def test_in_an_outage_nothing_is_done(self, stage):
        stage.slack.faults.change({"outage": True})
        refused = stage.respond("chat.postMessage", json={"channel": stage.channel, "text": "x"})

        assert (refused.status_code, stage.slack.messages()) == (503, [])

    def test_a_lost_answer_hides_what_was_done(self, stage):
        stage.slack.faults.change({"lost_answers": 1})
        refused = stage.respond("chat.postMessage", json={"channel": stage.channel, "text": "x"})

        assert (refused.status_code, len(stage.slack.messages())) == (500, 1)

    def test_a_lost_message_was_accepted_and_is_not_found_later(self, stage):
        stage.slack.faults.change({"lost_messages": 1})
        ts = stage.post()

        answer = stage.call("chat.update", channel=stage.channel, ts=ts, text="new")
        assert (bool(ts), answer["error"]) == (True, "message_not_found")

    def test_a_message_can_be_lost_afterwards(self, stage):
        ts = stage.post()
        stage.slack.lose_message(stage.channel, ts)

        answer = stage.call("chat.update", channel=stage.channel, ts=ts, text="new")
        assert answer["error"] == "message_not_found"

    def test_requests_can_come_twice(self, stage, ana):
        stage.slack.faults.change({"duplicate_deliveries": 1})
        ana.command("/dr", "plans")

        first, second = stage.app.requests
        assert first == second

    def test_requests_can_come_late_with_the_signature_of_before(self, stage, ana):
        stage.slack.faults.change({"late_delivery": 400.0})
        ana.command("/dr", "plans")
        early = list(stage.app.requests)
        stage.clock.advance(400)
        stage.slack.run_due()

        stamp = stage.app.only("command")["headers"]["X-Slack-Request-Timestamp"]
        assert early == []
        assert float(stamp) == NOON

    def test_faults_are_switched_over_http_and_all_mistakes_are_named(self, stage):
        changed = stage.http.post("/_embedded/faults", json={"outage": True})
        wrong = stage.http.post("/_embedded/faults", json={"outage": 1, "rain": True})
        stage.slack.faults.reset()

        assert changed.json["outage"] is True
        assert wrong.status_code == 400
        assert "outage must be bool, is 1; there is no fault 'rain'" in wrong.json["error"]
        assert stage.http.get("/_embedded/faults").json["outage"] is False
