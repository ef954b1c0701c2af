"""Modals and Home in the embedded Slack: opened on a trigger, stacked, replaced and refused."""

import pytest
from fakes.slack_app import ANA, Stage
from fakes.slack_surfaces import MODAL, SECTION


@pytest.fixture
def stage():
    return Stage()


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
