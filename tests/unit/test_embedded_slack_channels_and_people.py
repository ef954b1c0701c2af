"""What the embedded Web API tells of channels, people and groups."""

import pytest
from fakes.slack_app import ANA, BEN, GROUPS, PEOPLE, Stage

from muster.embedded.slack.host import App, Person
from muster.embedded.slack.people import ALL_SCOPES


@pytest.fixture
def stage():
    return Stage()


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
