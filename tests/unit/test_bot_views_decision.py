"""What a settled decision says: who settled it, and nobody who settled another."""

import pytest
from fakes.bot_stories import asking

from bot.views.run.decision import settled_message


def settled(*rows, state="recovering", attempt=2):
    scene = asking()
    for text, who in rows:
        scene.row(text, who=who)
    scene.wave("applications", state=state, attempt=attempt, launched=1)
    story = scene.story()
    return settled_message(story, story.wave("applications"), 1).text


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("retry applications: wave applications is tried again, attempt 2: 1 of 2", "Retried by"),
        ("retry: wave applications is tried again, attempt 2: 1 of 2", "Retried by"),
    ],
)
def test_who_retried_it_is_named_whether_the_wave_was_named_or_not(row, said):
    assert f"{said} Nora Night" in settled((row, "oncall"))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("skip: wave applications is skipped; 1 of 2 servers still missing", "Skipped by"),
        ("abort: aborted: nothing new starts", "Aborted by"),
    ],
)
def test_who_ended_it_is_named_whether_the_wave_was_named_or_not(row, said):
    assert f"{said} Nora Night" in settled((row, "oncall"), state="skipped", attempt=1)


def test_an_attempt_that_was_retried_is_not_said_to_be_skipped_because_a_later_one_was():
    retry = "retry applications: wave applications is tried again, attempt 2: 1 of 2"
    skip = "skip applications: wave applications is skipped; 1 of 2 servers still missing"

    told = settled((retry, "operator"), (skip, "oncall"), state="skipped")

    assert "Retried by Olivia Operator" in told


@pytest.mark.parametrize(
    "row",
    [
        "retry: wave web is tried again, attempt 2: 2 of 2 servers missing",
        "skip: wave web is skipped; 2 of 2 servers still missing",
        "retry: wave applications-web is tried again, attempt 2: 2 of 2 servers missing",
        "retry: the approval is asked for again",
    ],
)
def test_who_settled_another_wave_is_not_named(row):
    mine = "retry applications: wave applications is tried again, attempt 2: 1 of 2"

    told = settled((mine, "operator"), (row, "oncall"))

    assert "Retried by Olivia Operator" in told
