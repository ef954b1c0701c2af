"""Clicks reach the app as Slack sends them, and their response URLs live as long as Slack's."""

import pytest
from fakes.slack_app import ANA, Stage
from fakes.slack_surfaces import BUTTONS, WHEN, plain


@pytest.fixture
def stage():
    return Stage()


@pytest.fixture
def ana(stage):
    return stage.slack.act_as("ana")


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
