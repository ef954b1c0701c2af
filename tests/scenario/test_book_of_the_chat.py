"""Whatever is asked of the bot is on record: by whom, what, and whether it was done or refused."""

import pytest
from fakes.bot_on_fakes import BotOnFakes
from fakes.bot_stories import SCENES, approving
from fakes.bot_team import APPROVER, OPERATOR, TEAM
from fakes.muster_service import NOW, RUN

from bot.heard import LONGEST
from muster.engine.audit import broken_at
from muster.service.errors import AwsError


@pytest.fixture
def team():
    with BotOnFakes(SCENES["running"]()) as team:
        team.refresh(RUN)
        yield team


def book(team):
    rows = team.items("AUDIT#chat")
    assert broken_at(rows) == 0
    return rows


def last(team):
    return book(team)[-1]


def test_a_question_is_on_record_with_who_asked_it_by_id_and_when(team):
    team.type(OPERATOR, "status")

    row = last(team)
    assert row["text"] == "command /dr status: answered"
    assert row["who"] == f"slack:{TEAM}/U0OPERATOR"
    assert (row["door"], row["at"], row["seq"]) == ("slack", NOW, 1)


@pytest.mark.parametrize(
    ("who", "says", "refused"),
    [
        ("watcher", "pause", "refused: you may not pause in a drill"),
        ("stranger", "status", "refused: I do not know you"),
        (OPERATOR, "explode", "refused: I do not know the word explode"),
    ],
)
def test_a_refusal_is_on_record_with_its_reason(team, who, says, refused):
    team.type(who, says)

    assert last(team)["text"].startswith(f"command /dr {says}: {refused}")


def test_a_click_and_a_modal_are_on_record_with_what_they_carried():
    with BotOnFakes(approving()) as team:
        team.refresh(RUN)
        team.click(APPROVER, team.message("Approval needed"), "Approve")
        team.submit(APPROVER, why="looks good")

        click, modal = book(team)
        assert click["text"].startswith("click dr.approve")
        assert RUN in click["text"]
        assert modal["text"].startswith("modal dr.decide")
        assert modal["text"].endswith("answered")
        assert (
            "looks good" not in modal["text"]
        )  # that stands with the decision, in the run's record


def test_what_is_typed_is_kept_in_one_line_and_cut(team):
    team.type(OPERATOR, "status " + "x" * 2000 + "\nsecond line")

    assert len(last(team)["text"]) < 2 * LONGEST
    assert "\n" not in last(team)["text"]


def test_a_book_that_cannot_be_written_keeps_nobody_from_an_answer(team, monkeypatch, caplog):
    def fail(*_):
        raise AwsError("the run table does not answer")

    monkeypatch.setattr("bot.heard.append", fail)
    team.type(OPERATOR, "status")

    assert "Drill of payments" in team.told(OPERATOR)
    assert "not entered into the book" in caplog.text
