"""What an answer of Slack means for a message that is kept."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.slack_calls import Came, outcome_of


def refused(code: str, status: int = 200) -> SlackApiError:
    answer = SlackResponse(
        client=None,
        http_verb="POST",
        api_url="https://slack.example/api/chat.update",
        req_args={},
        data={"ok": False, "error": code},
        headers={},
        status_code=status,
    )
    return SlackApiError("no", answer)


@pytest.mark.parametrize("code", ["internal_error", "fatal_error", "request_timeout"])
def test_a_fault_of_slacks_own_does_not_move_a_message_to_another_channel(code):
    assert outcome_of(refused(code)).came is Came.UNKNOWN


@pytest.mark.parametrize("code", ["ratelimited", "rate_limited", "service_unavailable"])
def test_what_slack_wants_later_is_not_repeated_at_once(code):
    outcome = outcome_of(refused(code))

    assert outcome.came is Came.LATER
    assert outcome.wait >= 1


def test_a_channel_that_takes_nothing_is_told_apart():
    assert outcome_of(refused("is_archived")).came is Came.NO_PLACE
    assert outcome_of(refused("something_new")).came is Came.NO_PLACE


@pytest.mark.parametrize(
    ("told", "wait"), [("7", 7), ("", 5), ("Fri, 20 Nov 2026 19:00:00 GMT", 5)]
)
def test_a_pause_is_kept_and_one_that_cannot_be_read_is_some_seconds(told, wait):
    error = refused("ratelimited", 429)
    error.response.headers = {"Retry-After": told}

    assert (outcome_of(error).came, outcome_of(error).wait) == (Came.LATER, wait)


def test_a_slack_that_does_not_answer_is_left_alone_for_some_seconds():
    outcome = outcome_of(TimeoutError("no answer"))

    assert (outcome.came, outcome.wait) == (Came.UNKNOWN, 5)
