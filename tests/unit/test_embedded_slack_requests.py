"""What people do reaches the app as Slack sends it, and whatever goes wrong is told to them."""

import hashlib
import hmac

import pytest
from fakes.slack_app import ANA, NOON, Stage
from slack_sdk.signature import SignatureVerifier

from muster.embedded.slack.host import App, over_http

SECRET = "embedded-signing-secret"


def plain(text):
    return {"type": "plain_text", "text": text}


def button(action_id, label, **more):
    return {"type": "button", "action_id": action_id, "text": plain(label), "value": "v"} | more


BUTTONS = {
    "type": "actions",
    "block_id": "gate",
    "elements": [button("approve", "Approve"), button("reject", "Reject")],
}
REASON = {
    "type": "input",
    "block_id": "reason",
    "label": plain("Reason"),
    "element": {"type": "plain_text_input", "action_id": "why", "min_length": 3},
}
WHEN = {
    "type": "input",
    "block_id": "when",
    "optional": True,
    "label": plain("Point in time"),
    "element": {
        "type": "static_select",
        "action_id": "point",
        "options": [
            {"text": plain("Latest"), "value": "latest"},
            {"text": plain("1 hour ago"), "value": "1h"},
        ],
    },
}


def modal(*blocks, **more):
    shown = {"type": "modal", "title": plain("Drill"), "submit": plain("Start")}
    return shown | {"blocks": list(blocks) or [REASON, WHEN]} | more


@pytest.fixture
def stage():
    return Stage()


@pytest.fixture
def ana(stage):
    return stage.slack.act_as("ana")


def opened(stage, view=None):
    """Ana has a modal open."""
    stage.slack.act_as("ana").command("/dr", "drill payments")
    trigger = stage.app.requests[-1]["content"]["trigger_id"]
    stage.app.requests.clear()
    return stage.call("views.open", trigger_id=trigger, view=view or modal())["view"]


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


class TestResponseUrls:
    def answer(self, stage, **body):
        url = stage.app.requests[-1]["content"]["response_url"]
        return stage.http.post(url.removeprefix("http://127.0.0.1:0"), json=body)

    def test_five_answers_within_half_an_hour_and_no_more(self, stage, ana):
        ana.command("/dr", "plans")
        codes = [self.answer(stage, text="x").status_code for _ in range(6)]

        assert codes == [200] * 5 + [404]

    def test_half_an_hour_later_the_url_is_dead(self, stage, ana):
        ana.command("/dr", "plans")
        stage.clock.advance(30 * 60 + 1)

        assert self.answer(stage, text="x").json["error"] == "expired_url"

    def test_the_message_that_was_clicked_can_be_replaced_and_deleted(self, stage, ana):
        stage.post(blocks=[BUTTONS])
        ana.click(stage.slack.messages()[0], "approve")
        self.answer(stage, replace_original=True, text="approved")
        replaced = stage.slack.messages()[0].text
        self.answer(stage, delete_original="true")

        assert (replaced, stage.slack.messages()) == ("approved", [])

    def test_an_ephemeral_message_changes_through_its_own_clicks(self, stage, ana):
        stage.call(
            "chat.postEphemeral", channel=stage.channel, user=ANA, text="x", blocks=[BUTTONS]
        )
        ana.click(stage.slack.ephemerals("ana")[0], "approve")
        self.answer(stage, replace_original=True, text="done")

        assert [one.text for one in stage.slack.ephemerals("ana")] == ["done"]
        content = stage.app.only("block_actions")["content"]
        assert "message" not in content
        assert content["container"]["is_ephemeral"]

    def test_a_broken_answer_is_refused(self, stage, ana):
        ana.command("/dr", "plans")

        assert self.answer(stage).json["error"] == "no_text"


class TestClicks:
    def click(self, stage, which="approve", person="ana"):
        stage.slack.act_as(person).click(stage.slack.messages()[0], which)

    def test_a_click_says_who_pressed_what_where(self, stage):
        ts = stage.post(blocks=[BUTTONS])
        self.click(stage, "Approve")

        content = stage.app.only("block_actions")["content"]
        [action] = content["actions"]
        assert (action["action_id"], action["block_id"], action["value"]) == (
            "approve",
            "gate",
            "v",
        )
        assert (content["user"]["id"], content["team"]["id"]) == (ANA, "T0MUSTER")
        assert (content["container"]["message_ts"], content["message"]["ts"]) == (ts, ts)

    def test_a_menu_says_which_option(self, stage, ana):
        menu = WHEN["element"] | {"placeholder": plain("When")}
        stage.post(blocks=[{"type": "actions", "elements": [menu]}])
        ana.click(stage.slack.messages()[0], "point", "1h")

        [action] = stage.app.only("block_actions")["content"]["actions"]
        assert action["selected_option"]["text"]["text"] == "1 hour ago"

    @pytest.mark.parametrize("answer", [TimeoutError(), 500, ConnectionRefusedError("refused")])
    def test_a_click_that_is_not_acknowledged_leaves_a_mark_for_the_clicker(self, stage, answer):
        stage.post(blocks=[BUTTONS])
        stage.app.answers["block_actions"] = answer
        self.click(stage)

        [message] = stage.slack.messages()
        assert list(message.marks) == [ANA]
        assert "before you try again" in message.marks[ANA]

    def test_the_mark_goes_with_the_next_click_that_works(self, stage):
        stage.post(blocks=[BUTTONS])
        stage.app.answers["block_actions"] = 500
        self.click(stage)
        stage.app.answers.clear()
        self.click(stage)

        assert stage.slack.messages()[0].marks == {}

    def test_two_people_can_click_the_same_button(self, stage):
        stage.post(blocks=[BUTTONS])
        self.click(stage, person="ana")
        self.click(stage, person="ben")

        users = [request["content"]["user"]["username"] for request in stage.app.requests]
        assert users == ["ana", "ben"]

    def test_a_screen_that_is_behind_still_sends_its_click(self, stage, ana):
        ts = stage.post(blocks=[BUTTONS])
        [seen] = stage.slack.messages()
        stage.call("chat.update", channel=stage.channel, ts=ts, text="approved")
        ana.click(seen, "approve", as_seen=True)

        [action] = stage.app.only("block_actions")["content"]["actions"]
        assert action["action_id"] == "approve"

    def test_a_button_that_is_not_there_is_named(self, stage):
        stage.post(blocks=[BUTTONS])

        with pytest.raises(LookupError, match=r"no 'Retry' .* approve \(Approve\), reject"):
            self.click(stage, "Retry")

    def test_a_click_on_the_page_in_a_message_that_changed_is_marked(self, stage):
        ts = stage.post(blocks=[BUTTONS])
        deed = {"as": ANA, "what": "press", "channel": stage.channel, "ts": ts}
        stage.http.post("/_embedded/do", json=deed | {"block_id": "gate", "action_id": "retry"})

        assert stage.app.requests == []
        assert "the button is gone" in stage.slack.messages()[0].marks[ANA]

    def test_a_click_on_the_page_in_a_message_that_is_gone_is_told(self, stage):
        deed = {"as": ANA, "what": "press", "channel": stage.channel, "ts": "1.0"}
        stage.http.post("/_embedded/do", json=deed | {"block_id": "b", "action_id": "a"})

        assert "is gone" in stage.slack.ephemerals("ana")[0].text


class TestModals:
    def test_a_submission_carries_every_value_in_its_type(self, stage, ana):
        opened(stage)
        ana.submit(values={"why": "quarterly", "point": "1 hour ago"})

        values = stage.app.only("view_submission")["content"]["view"]["state"]["values"]
        assert values["reason"]["why"] == {"type": "plain_text_input", "value": "quarterly"}
        assert values["when"]["point"]["selected_option"]["value"] == "1h"
        assert stage.slack.modal("ana") is None

    @pytest.mark.parametrize(
        ("why", "said"), [("", "complete this required field"), ("ab", "3 to 3000 characters")]
    )
    def test_what_slack_itself_finds_wrong_never_reaches_the_app(self, stage, ana, why, said):
        opened(stage)
        ana.submit(values={"why": why})

        assert stage.app.requests == []
        assert said in stage.slack.modal("ana").errors["reason"]

    def test_errors_of_the_app_stand_beside_their_fields(self, stage, ana):
        opened(stage)
        answer = {"response_action": "errors", "errors": {"reason": "Say more.", "typo": "x"}}
        stage.app.answers["view_submission"] = answer
        ana.submit(values={"why": "because"})

        view = stage.slack.modal("ana")
        assert view.errors == {"reason": "Say more."}
        assert view.mark == "The app found mistakes in fields that are not here: typo."

    def test_an_update_replaces_a_push_covers_and_clear_ends_it(self, stage, ana):
        first = opened(stage)
        stage.app.answers["view_submission"] = {
            "response_action": "update",
            "view": modal(title=plain("Sure?")),
        }
        ana.submit(values={"why": "because"})
        updated = stage.slack.modal("ana")
        stage.app.answers["view_submission"] = {"response_action": "push", "view": modal()}
        ana.submit(values={"why": "because"})
        pushed = stage.slack.modal("ana")
        stage.app.answers["view_submission"] = {"response_action": "clear"}
        ana.submit(values={"why": "because"})

        assert (updated.id, updated.title) == (first["id"], "Sure?")
        assert (pushed.root, pushed.previous) == (first["id"], first["id"])
        assert stage.slack.modal("ana") is None

    @pytest.mark.parametrize(
        ("answer", "said"),
        [
            (TimeoutError(), "did not answer in 3 s"),
            (500, "answered 500"),
            ({"response_action": "dance"}, "something unknown: dance"),
            ({"response_action": "update", "view": {"type": "modal"}}, "invalid_arguments"),
        ],
    )
    def test_a_submission_that_goes_wrong_keeps_the_modal_and_says_so(
        self, stage, ana, answer, said
    ):
        opened(stage)
        stage.app.answers["view_submission"] = answer
        ana.submit(values={"why": "because"})

        assert said in stage.slack.modal("ana").mark

    def test_closing_is_told_only_to_apps_that_asked(self, stage, ana):
        opened(stage)
        ana.close()
        quiet = list(stage.app.requests)
        opened(stage, modal(notify_on_close=True, private_metadata="run-1"))
        ana.close()

        assert quiet == []
        assert stage.app.only("view_closed")["content"]["view"]["private_metadata"] == "run-1"
        assert stage.slack.modal("ana") is None

    def test_a_button_in_a_modal_says_which_view(self, stage, ana):
        view = opened(stage, modal(BUTTONS))
        ana.click(stage.slack.modal("ana"), "approve")

        content = stage.app.only("block_actions")["content"]
        assert content["container"] == {"type": "view", "view_id": view["id"]}
        assert content["view"]["id"] == view["id"]

    def test_nobody_can_send_the_modal_of_somebody_else(self, stage):
        view = opened(stage)
        deed = {"as": "U0BEN", "what": "submit", "view_id": view["id"], "raws": {}}

        assert stage.http.post("/_embedded/do", json=deed).json["error"] == "not_found"


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


def test_an_http_app_that_nobody_runs_is_told_in_the_open(stage, ana):
    stage.slack.connect(over_http("http://127.0.0.1:9/slack/events"))
    ana.command("/dr", "plans")

    assert "the app cannot be reached" in stage.slack.ephemerals("ana")[0].text
