"""Who may do what in the chat, and what those are told who may not."""

import pytest
from fakes.bot_on_fakes import PAYMENTS, BotOnFakes, on
from fakes.bot_stories import SCENES
from fakes.bot_team import APPROVER, ONCALL, OPERATOR
from fakes.muster_service import RUN

from muster.engine.keys import run_key


@pytest.fixture
def empty():
    with BotOnFakes() as team:
        yield team


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("stranger", "I do not know you (Slack T0MUSTER/U0STRANGER)"),
        ("guest", "I do not know you (Slack T0MUSTER/U0GUEST00)"),
    ],
)
def test_whoever_is_not_in_the_people_file_may_not_even_look(empty, who, refusal):
    empty.type(who, "plans")

    assert refusal in empty.told(who)


def test_nobody_may_do_anything_before_people_are_published(empty):
    empty.service.table.content.clear()

    empty.type(OPERATOR, "help")

    assert "No people are published here" in empty.told(OPERATOR)


def test_a_drill_is_refused_with_whom_to_ask(empty):
    empty.publish(PAYMENTS)

    empty.type(APPROVER, "drill payments")

    assert "You may not drill a plan: it takes the role drill-operator." in empty.told(APPROVER)
    assert "Ask Olivia Operator or Nora Night." in empty.told(APPROVER)
    assert empty.slack.modal(APPROVER) is None


def test_drill_rights_are_no_recovery_rights(empty):
    empty.publish(PAYMENTS)

    empty.type(ONCALL, "recover payments")

    assert "You may not recover a plan" in empty.told(ONCALL)
    assert "Ask Olivia Operator." in empty.told(ONCALL)


def test_the_mode_of_a_run_decides_not_what_a_button_says():
    with on(SCENES["approving"]()) as team:
        team.click(ONCALL, team.root(), "Pause")

        assert "You may not pause in a recovery" in team.told(ONCALL)
        assert not team.service.table.item(run_key(RUN)).get("hold")
