"""Messages in the embedded Slack: posted, changed, deleted, and what is refused of them."""

import pytest
from fakes.slack_app import ANA, NOON, Stage
from fakes.slack_surfaces import SECTION

from muster.embedded.slack.host import App
from muster.embedded.slack.people import ALL_SCOPES


@pytest.fixture
def stage():
    return Stage()


class TestPosting:
    def test_a_message_stands_in_the_channel_with_an_id_that_is_its_time(self, stage):
        answer = stage.call("chat.postMessage", channel="#disaster-recovery", text="hello")

        [message] = stage.slack.messages("disaster-recovery")
        assert float(answer["ts"]) == NOON
        assert (message.ts, message.text, message.bot_id) == (answer["ts"], "hello", "B0MUSTER")

    def test_messages_of_one_moment_keep_their_order(self, stage):
        first, second = stage.post("1"), stage.post("2")

        assert first < second

    def test_a_message_to_a_person_is_a_direct_message(self, stage):
        answer = stage.call("chat.postMessage", channel=ANA, text="psst")

        assert answer["channel"].startswith("D")
        assert [one.text for one in stage.slack.messages(ANA)] == ["psst"]

    def test_blocks_get_the_ids_that_the_app_left_out(self, stage):
        button = {"type": "button", "text": {"type": "plain_text", "text": "Go"}}

        stage.post(blocks=[{"type": "actions", "elements": [button]}])

        [message] = stage.slack.messages()
        assert message.blocks[0]["block_id"]
        assert message.blocks[0]["elements"][0]["action_id"]

    def test_replies_stand_in_the_thread_and_only_broadcast_ones_in_the_channel(self, stage):
        root = stage.post("root")
        stage.post("quiet", thread_ts=root)
        stage.post("loud", thread_ts=root, reply_broadcast=True)

        assert [one.text for one in stage.slack.messages()] == ["root", "loud"]
        assert [one.text for one in stage.slack.messages(thread_ts=root)] == ["quiet", "loud"]

    @pytest.mark.parametrize(
        ("arguments", "error"),
        [
            ({}, "no_text"),
            ({"text": ""}, "no_text"),
            ({"channel": "C404", "text": "x"}, "channel_not_found"),
            ({"channel": "", "text": "x"}, "invalid_arguments"),
            ({"text": "x", "thread_ts": "1.2"}, "thread_not_found"),
            ({"text": "x", "blocks": [{"type": "nonsense"}]}, "invalid_blocks"),
            ({"text": "x", "blocks": [SECTION] * 51}, "invalid_blocks"),
            (
                {
                    "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2700}}]
                    * 5
                },
                "msg_blocks_too_long",
            ),
        ],
    )
    def test_a_message_that_slack_refuses_is_refused(self, stage, arguments, error):
        answer = stage.call("chat.postMessage", **{"channel": stage.channel, **arguments})

        assert (answer["ok"], answer["error"]) == (False, error)
        assert stage.slack.messages() == []

    def test_refused_blocks_are_named_by_pointer(self, stage):
        blocks = [SECTION, {"type": "section", "text": {"type": "mrkdwn", "text": ""}}]

        answer = stage.call("chat.postMessage", channel=stage.channel, text="x", blocks=blocks)

        assert answer["response_metadata"]["messages"] == [
            "[ERROR] must be at least 1 character(s) long [json-pointer:/blocks/1/text/text]"
        ]

    def test_an_archived_channel_and_one_without_the_app_take_nothing(self, stage):
        stage.slack.remove_app(stage.channel)
        away = stage.call("chat.postMessage", channel=stage.channel, text="x")
        stage.slack.archive(stage.channel)
        archived = stage.call("chat.postMessage", channel=stage.channel, text="x")

        assert (away["error"], archived["error"]) == ("not_in_channel", "is_archived")

    def test_joining_lets_the_app_write_again(self, stage):
        stage.slack.remove_app(stage.channel)

        assert stage.call("conversations.join", channel=stage.channel)["ok"]
        assert stage.post()

    def test_with_the_public_scope_no_membership_is_needed(self):
        stage = Stage(app=App(scopes=ALL_SCOPES | {"chat:write.public"}))
        stage.slack.remove_app(stage.channel)

        assert stage.post()

    def test_blocks_without_a_text_bring_a_warning(self, stage):
        answer = stage.call("chat.postMessage", channel=stage.channel, blocks=[SECTION])

        assert (answer["ok"], answer["warning"]) == (True, "missing_text")

    def test_a_long_text_is_cut_off(self, stage):
        stage.post("x" * 40_001)

        assert len(stage.slack.messages()[0].text) == 40_000

    def test_an_ephemeral_message_is_seen_by_one_member_only(self, stage):
        stage.call("chat.postEphemeral", channel=stage.channel, user=ANA, text="only you")
        stranger = stage.call("chat.postEphemeral", channel=stage.channel, user="U404", text="x")

        assert [one.text for one in stage.slack.ephemerals("ana")] == ["only you"]
        assert stage.slack.ephemerals("ben") == stage.slack.messages() == []
        assert stranger["error"] == "user_not_in_channel"


class TestUpdating:
    def test_an_update_without_blocks_takes_the_blocks_away(self, stage):
        ts = stage.post(blocks=[SECTION])

        stage.call("chat.update", channel=stage.channel, ts=ts, text="new")

        [message] = stage.slack.messages()
        assert (message.text, message.blocks, bool(message.edited_ts)) == ("new", [], True)

    def test_an_update_with_blocks_is_not_shown_as_edited(self, stage):
        ts = stage.post()

        stage.call("chat.update", channel=stage.channel, ts=ts, text="new", blocks=[SECTION])

        assert stage.slack.messages()[0].edited_ts is None

    @pytest.mark.parametrize(
        ("text", "is_refused"),
        [
            ("x" * 4000, False),
            ("x" * 4001, True),
            ("é" * 2000, False),
            ("é" * 2001, True),
            ("&" * 800, False),
            ("&" * 801, True),
            ("&amp;" * 800, False),
            ("<" * 1001, True),
        ],
    )
    def test_the_text_of_an_update_has_4000_bytes_after_escaping(self, stage, text, is_refused):
        ts = stage.post()

        answer = stage.call("chat.update", channel=stage.channel, ts=ts, text=text)

        assert answer.get("error") == ("msg_too_long" if is_refused else None)

    def test_only_messages_that_are_there_and_the_apps_own_can_be_changed(self, stage):
        human = stage.slack.act_as("ana").say("mine").ts
        ephemeral = stage.call("chat.postEphemeral", channel=stage.channel, user=ANA, text="x")
        errors = [
            stage.call("chat.update", channel=stage.channel, ts=ts, text="x")["error"]
            for ts in ("1.000000", human, ephemeral["message_ts"])
        ]

        assert errors == ["message_not_found", "cant_update_message", "message_not_found"]

    def test_a_deleted_message_is_gone(self, stage):
        ts = stage.post()

        assert stage.call("chat.delete", channel=stage.channel, ts=ts)["ok"]
        again = stage.call("chat.delete", channel=stage.channel, ts=ts)
        assert again["error"] == "message_not_found"

    def test_a_permalink_opens_the_page(self, stage):
        ts = stage.post()

        answer = stage.call("chat.getPermalink", channel=stage.channel, message_ts=ts)

        path = answer["permalink"].removeprefix("http://127.0.0.1:0")
        assert path == f"/archives/{stage.channel}/p{ts.replace('.', '')}"
        assert stage.http.get(path).status_code == 200
