"""The embedded Web API answers as Slack does, refusals above all."""

import json

import pytest
from fakes.slack_app import ANA, BEN, GROUPS, NOON, PEOPLE, Stage

from muster.embedded.slack.host import App, Person, RateSettings
from muster.embedded.slack.methods import METHODS
from muster.embedded.slack.people import ALL_SCOPES

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}}
MODAL = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Drill"},
    "blocks": [SECTION],
}


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


class TestConversations:
    def test_history_is_newest_first_in_pages_and_without_replies(self, stage):
        root = stage.post("1")
        stage.post("reply", thread_ts=root)
        stage.post("2")
        stage.post("3")

        first = stage.call("conversations.history", channel=stage.channel, limit=2)
        cursor = first["response_metadata"]["next_cursor"]
        rest = stage.call("conversations.history", channel=stage.channel, cursor=cursor)

        assert [one["text"] for one in first["messages"]] == ["3", "2"]
        assert [one["text"] for one in rest["messages"]] == ["1"]
        assert (first["has_more"], rest["has_more"]) == (True, False)
        assert rest["messages"][0]["reply_count"] == 1

    def test_history_can_be_asked_for_one_message(self, stage):
        stage.post("1")
        ts = stage.post("2")

        answer = stage.call(
            "conversations.history", channel=stage.channel, latest=ts, limit=1, inclusive=True
        )

        assert [one["text"] for one in answer["messages"]] == ["2"]

    def test_replies_begin_with_their_root(self, stage):
        root = stage.post("root")
        stage.post("reply", thread_ts=root)

        answer = stage.call("conversations.replies", channel=stage.channel, ts=root)

        assert [one["text"] for one in answer["messages"]] == ["root", "reply"]

    def test_channels_are_listed_with_their_members_and_topic(self, stage):
        stage.call("conversations.setTopic", channel=stage.channel, topic="all quiet")

        [channel] = stage.call("conversations.list")["channels"]
        members = stage.call("conversations.members", channel=stage.channel)["members"]

        assert (channel["name"], channel["topic"]["value"]) == ("disaster-recovery", "all quiet")
        assert members == sorted([ANA, BEN, "U0MUSTERBOT"])

    def test_a_limit_that_is_no_number_is_refused(self, stage):
        answer = stage.call("conversations.list", limit="many")

        assert answer["error"] == "invalid_arguments"


class TestPeople:
    def test_people_are_found_by_id_and_by_address(self, stage):
        by_id = stage.call("users.info", user=ANA)["user"]
        by_address = stage.call("users.lookupByEmail", email="ANA@example.com")["user"]

        assert by_id == by_address
        assert by_id["profile"]["email"] == "ana@example.com"

    def test_nobody_is_found_by_a_wrong_id_or_address(self, stage):
        errors = [
            stage.call("users.info", user="U404")["error"],
            stage.call("users.lookupByEmail", email="x@example.com")["error"],
        ]

        assert errors == ["user_not_found", "users_not_found"]

    def test_without_the_scope_addresses_are_hidden(self):
        stage = Stage(app=App(scopes=ALL_SCOPES - {"users:read.email"}))

        assert "email" not in stage.call("users.info", user=ANA)["user"]["profile"]

    def test_guests_and_people_of_other_workspaces_are_marked(self):
        guests = (
            Person("U1", "guest", "G", guest=True),
            Person("U2", "away", "A", team="T0OTHER"),
        )
        stage = Stage(people=guests)

        one, other = (stage.call("users.info", user=user)["user"] for user in ("U1", "U2"))

        assert (one["is_restricted"], other["is_stranger"]) == (True, True)

    def test_members_of_a_group_change_with_the_group(self, stage):
        before = stage.call("usergroups.users.list", usergroup="S0APPROVERS")["users"]
        stage.slack.set_group("S0APPROVERS", [ANA, BEN])
        after = stage.call("usergroups.users.list", usergroup="S0APPROVERS")["users"]

        assert (before, after) == ([BEN], [ANA, BEN])
        unknown = stage.call("usergroups.users.list", usergroup="S404")
        assert unknown["error"] == "no_such_subteam"

    def test_a_free_workspace_has_no_groups(self):
        stage = Stage(paid=False)

        assert stage.call("usergroups.list")["error"] == "plan_upgrade_required"

    def test_groups_are_listed_with_their_members_on_demand(self, stage):
        [group] = stage.call("usergroups.list", include_users=True)["usergroups"]

        assert (group["handle"], group["users"]) == (GROUPS[0].handle, list(GROUPS[0].members))
        assert len(stage.call("users.list")["members"]) == len(PEOPLE) + 1


class TestViews:
    def open(self, stage, **view):
        """Ana types a command, and the app opens a modal on its trigger."""
        stage.slack.act_as("ana").command("/dr", "drill payments")
        trigger = stage.app.requests[-1]["content"]["trigger_id"]
        return stage.call("views.open", trigger_id=trigger, view=MODAL | view), trigger

    def test_a_modal_opens_for_the_person_who_acted(self, stage):
        answer, _ = self.open(stage)

        assert stage.slack.modal("ana").id == answer["view"]["id"]
        assert stage.slack.modal("ben") is None

    def test_a_trigger_works_once_for_three_seconds(self, stage):
        _, trigger = self.open(stage)
        used = stage.call("views.open", trigger_id=trigger, view=MODAL)
        stage.slack.act_as("ana").command("/dr", "x")
        stage.clock.advance(3.1)
        late = stage.app.requests[-1]["content"]["trigger_id"]

        assert used["error"] == "exchanged_trigger_id"
        assert (
            stage.call("views.open", trigger_id=late, view=MODAL)["error"] == "expired_trigger_id"
        )
        made_up = stage.call("views.open", trigger_id="1.2", view=MODAL)
        assert made_up["error"] == "invalid_trigger_id"

    def test_a_modal_with_a_mistake_is_refused_and_the_trigger_stays_good(self, stage):
        stage.slack.act_as("ana").command("/dr", "x")
        trigger = stage.app.requests[-1]["content"]["trigger_id"]
        title = {"type": "plain_text", "text": "x" * 25}

        refused = stage.call("views.open", trigger_id=trigger, view=MODAL | {"title": title})

        assert refused["error"] == "invalid_arguments"
        assert refused["response_metadata"]["messages"] == [
            "[ERROR] must be at most 24 characters long, has 25 [json-pointer:/view/title/text]"
        ]
        assert stage.call("views.open", trigger_id=trigger, view=MODAL)["ok"]

    def test_a_huge_view_is_refused(self, stage):
        answer, _ = self.open(stage, private_metadata="x" * 250_000)

        assert answer["error"] == "view_too_large"

    def test_three_modals_lie_on_each_other_and_no_fourth(self, stage):
        self.open(stage)
        answers = []
        for _ in range(3):
            stage.slack.act_as("ana").command("/dr", "x")
            trigger = stage.app.requests[-1]["content"]["trigger_id"]
            answers.append(stage.call("views.push", trigger_id=trigger, view=MODAL))

        assert [one.get("error") for one in answers] == [None, None, "push_limit_reached"]

    def test_an_update_needs_the_hash_of_what_it_replaces(self, stage):
        answer, _ = self.open(stage)
        view = {"view_id": answer["view"]["id"], "hash": answer["view"]["hash"], "view": MODAL}

        assert stage.call("views.update", **view)["ok"]
        assert stage.call("views.update", **view)["error"] == "hash_conflict"
        assert stage.call("views.update", view_id="V404", view=MODAL)["error"] == "not_found"

    def test_two_open_views_have_different_external_ids(self, stage):
        self.open(stage, external_id="drill")
        again, _ = self.open(stage, external_id="drill")

        assert again["error"] == "duplicate_external_id"

    def test_home_is_published_for_one_person(self, stage):
        home = {"type": "home", "blocks": [SECTION]}

        assert stage.call("views.publish", user_id=ANA, view=home)["ok"]
        assert stage.slack.home("ana").payload["blocks"][0]["text"] == SECTION["text"]
        assert stage.slack.home("ben") is None


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
