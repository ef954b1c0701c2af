"""The embedded Web API opens, reads, limits and refuses its calls as Slack does."""

import json

import pytest
from fakes.slack_app import Stage
from fakes.slack_surfaces import MODAL, SECTION

from muster.embedded.slack.host import App, RateSettings
from muster.embedded.slack.methods import METHODS


@pytest.fixture
def stage():
    return Stage()


def test_every_method_that_the_product_calls_is_served():
    assert {
        "auth.test",
        "blocks.validate",
        "bookmarks.add",
        "chat.delete",
        "chat.getPermalink",
        "chat.postEphemeral",
        "chat.postMessage",
        "chat.update",
        "conversations.history",
        "conversations.info",
        "conversations.join",
        "conversations.list",
        "conversations.members",
        "conversations.replies",
        "conversations.setTopic",
        "files.completeUploadExternal",
        "files.getUploadURLExternal",
        "pins.add",
        "reactions.add",
        "usergroups.list",
        "usergroups.users.list",
        "users.info",
        "users.list",
        "users.lookupByEmail",
        "views.open",
        "views.publish",
        "views.push",
        "views.update",
    } <= set(METHODS)


def test_an_unknown_method_says_which(stage):
    assert stage.call("chat.shout") == {
        "ok": False,
        "error": "unknown_method",
        "req_method": "chat.shout",
    }


@pytest.mark.parametrize(("token", "error"), [(None, "not_authed"), ("xoxb-other", "invalid_auth")])
def test_only_the_apps_own_token_opens_the_api(stage, token, error):
    assert stage.call("auth.test", token)["error"] == error


def test_a_method_without_its_scope_names_the_scope():
    stage = Stage(app=App(scopes=frozenset({"commands"})))

    answer = stage.call("chat.postMessage", channel=stage.channel, text="x")

    assert answer["error"] == "missing_scope"
    assert (answer["needed"], answer["provided"]) == ("chat:write", "commands")


def test_form_json_and_json_inside_a_form_say_the_same(stage):
    as_form = {"channel": stage.channel, "text": "x", "blocks": json.dumps([SECTION])}

    stage.respond("chat.postMessage", data=as_form)
    stage.respond("chat.postMessage", json=as_form)
    stage.respond("chat.postMessage", json=as_form | {"blocks": [SECTION]})

    texts = [message.blocks[0]["text"] for message in stage.slack.messages()]
    assert texts == [SECTION["text"]] * 3


def test_a_token_in_the_form_works_as_in_old_clients(stage):
    answer = stage.respond("auth.test", None, data={"token": "xoxb-embedded"}).json

    assert (answer["ok"], answer["bot_id"]) == (True, "B0MUSTER")


def test_a_body_that_is_no_json_is_refused(stage):
    answer = stage.respond("auth.test", data="{", content_type="application/json").json

    assert answer["error"] == "json_not_object"


class TestRest:
    def test_pins_bookmarks_and_reactions_are_kept_once(self, stage):
        ts = stage.post()
        pin = {"channel": stage.channel, "timestamp": ts}

        assert stage.call("pins.add", **pin)["ok"]
        assert stage.call("pins.add", **pin)["error"] == "already_pinned"
        assert stage.call("reactions.add", **pin, name="eyes")["ok"]
        assert stage.call("reactions.add", **pin, name="eyes")["error"] == "already_reacted"
        bookmark = {"channel_id": stage.channel, "title": "Plan", "type": "link"}
        assert stage.call("bookmarks.add", **bookmark, link="https://example.com")["ok"]
        bad = stage.call("bookmarks.add", **bookmark, link="javascript:alert(1)")
        assert bad["error"] == "invalid_link"

    def test_a_file_is_uploaded_in_three_steps(self, stage):
        step = stage.call("files.getUploadURLExternal", filename="report.txt", length=5)
        path = step["upload_url"].removeprefix("http://127.0.0.1:0")
        early = stage.call("files.completeUploadExternal", files=[{"id": step["file_id"]}])
        stage.http.post(path, data=b"hello")
        done = stage.call(
            "files.completeUploadExternal",
            files=[{"id": step["file_id"], "title": "Report"}],
            channel_id=stage.channel,
            initial_comment="the report",
        )

        [message] = stage.slack.messages()
        link = message.files[0]["url_private"].removeprefix("http://127.0.0.1:0")
        assert early["error"] == "file_not_found"
        assert done["files"][0]["title"] == "Report"
        assert stage.http.get(link).data == b"hello"

    def test_blocks_validate_names_every_mistake_and_takes_one_thing_at_a_time(self, stage):
        good = stage.call("blocks.validate", blocks=[SECTION])
        bad = stage.call("blocks.validate", message={"blocks": [{"type": "section"}]})
        both = stage.call("blocks.validate", blocks=[SECTION], view=MODAL)

        assert good == {"ok": True}
        assert bad["error"] == "invalid_message"
        assert bad["errors"][0]["pointer"] == "/blocks/0"
        assert both["error"] == "invalid_arguments"


class TestLimits:
    def test_posts_to_a_channel_come_in_bursts_then_one_a_second(self):
        stage = Stage(rates=RateSettings(post_burst=2))
        post = {"channel": stage.channel, "text": "x"}
        codes = [stage.respond("chat.postMessage", json=post).status_code for _ in range(3)]
        refused = stage.respond("chat.postMessage", json=post)
        stage.clock.advance(int(refused.headers["Retry-After"]))

        assert codes == [200, 200, 429]
        assert (refused.status_code, refused.json["error"]) == (429, "ratelimited")
        assert stage.respond("chat.postMessage", json=post).status_code == 200

    def test_a_method_has_the_calls_a_minute_of_its_tier(self):
        stage = Stage()
        codes = [stage.respond("usergroups.list").status_code for _ in range(21)]

        assert codes == [200] * 20 + [429]

    def test_limits_can_be_switched_off(self):
        stage = Stage(rates=RateSettings(enforced=False))

        assert {stage.respond("usergroups.list").status_code for _ in range(50)} == {200}
