"""What people send by a modal reaches the app, and what the app answers is shown."""

import pytest
from fakes.slack_app import Stage
from fakes.slack_surfaces import BUTTONS, modal, opened, plain


@pytest.fixture
def stage():
    return Stage()


@pytest.fixture
def ana(stage):
    return stage.slack.act_as("ana")


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
