"""The Home tab: what waits for this very person, what runs, what nobody has rehearsed for long."""

from pathlib import Path

import pytest
from fakes.bot_on_fakes import BotOnFakes
from fakes.bot_stories import SCENES, approving, asking
from fakes.bot_team import APPROVER, OPERATOR, texts_of
from fakes.muster_service import NOW, OTHER, RUN, put_newer_runs, put_run

from muster.embedded.slack.blocks import validate_view
from muster.engine.keys import people_key, run_key, wave_key

PAYMENTS = Path(__file__).parents[2] / "templates" / "plans" / "payments.yaml"
DAY = 86_400


def home(team, who):
    team.wall.advance(2)
    team.slack.act_as(who).open_home()
    return look(team, who)


def look(team, who):
    view = team.slack.home(who)
    assert validate_view(view.payload) == []
    return texts_of(view.payload["blocks"])


def press(team, who, label, raw="", *, values=None):
    team.wall.advance(2)
    team.slack.act_as(who).click(team.slack.home(who), label, raw, values)


def choose(team, menu, value):
    name = f"dr.filter.{menu}"
    press(team, "watcher", name, value, values={name: value})


def drilled(team, days, *, state="succeeded", run=OTHER):
    at = NOW - days * DAY
    put_run(team.service, run, state=state, requested_at=at - 600, ended_at=at)


def test_what_waits_for_me_comes_first_and_only_what_i_may_decide():
    with BotOnFakes(approving()) as team:
        assert home(team, APPROVER).startswith(":raised_hand: One thing waits for you")
        assert "*Approval needed: wave applications*" in look(team, APPROVER)
        assert home(team, OPERATOR).startswith("Nothing waits for you")
        assert home(team, "watcher").startswith("Nothing waits for you")


def test_a_decision_waits_for_those_who_may_make_it():
    with BotOnFakes(asking()) as team:
        assert "*Decision needed: applications*" in home(team, OPERATOR)
        assert "no capacity for c5.large" in look(team, OPERATOR)
        assert home(team, APPROVER).startswith("Nothing waits for you")


def test_an_approval_from_home_counts_and_home_says_so():
    with BotOnFakes(approving()) as team:
        home(team, APPROVER)
        press(team, APPROVER, "Approve")
        assert "You let wave applications start" in team.modal_text(APPROVER)
        team.submit(APPROVER, why="looks good")

        [decision] = team.items(f"DECISION#{RUN}")
        assert decision["person"] == "approver"
        assert look(team, APPROVER).startswith("Nothing waits for you")


def test_what_is_done_from_home_is_never_said_to_be_undone_because_home_cannot_be_drawn():
    with BotOnFakes(asking()) as team:
        home(team, OPERATOR)
        team.slack.faults.change({"rate_limited": {"views.publish": 1}})
        press(team, OPERATOR, "Retry")

        assert team.service.table.item(wave_key(RUN, "applications"))["attempt"] == 2
        assert team.modal_text(OPERATOR) == ""


def test_runs_that_home_does_not_read_are_counted_and_may_hold_what_waits():
    with BotOnFakes(approving()) as team:
        put_newer_runs(team.service, 40)
        told = home(team, APPROVER)

        assert "41 runs are under way" in told
        assert "… and 31 more" in told
        assert "21 older runs are under way, too, and not looked at here: `/dr approve`" in told


def test_a_refusal_on_home_is_said_in_a_window():
    with BotOnFakes(approving()) as team:
        home(team, APPROVER)
        roles = team.service.table.item(people_key())
        people = [{**p, "roles": ["viewer"]} for p in roles["people"]]
        team.service.table.change(people_key(), people=people)

        press(team, APPROVER, "Approve")

        assert "You may not approve" in team.modal_text(APPROVER)


def test_an_unknown_button_on_home_is_answered_in_a_window():
    old = {"type": "button", "action_id": "dr.old", "text": {"type": "plain_text", "text": "Old"}}
    view = {"type": "home", "blocks": [{"type": "actions", "elements": [old]}]}
    with BotOnFakes(approving()) as team:
        team.bot.slack.views_publish(user_id="U0APPROVER", view=view)

        press(team, APPROVER, "Old")

        assert "This button is out of date" in team.modal_text(APPROVER)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "last good drill today"),
        (1, "last good drill yesterday"),
        (90, "last good drill 90 days ago"),
        (91, ":warning: *last good drill 91 days ago"),
    ],
)
def test_a_plan_says_how_old_its_last_drill_is_and_stands_out_when_too_old(days, said):
    with BotOnFakes() as team:
        team.publish(PAYMENTS)
        drilled(team, days)

        told = home(team, "watcher")

        assert said in told
        assert ("untested for more than 90 days" in told) == (days > 90)


def test_a_drill_that_failed_rehearsed_nothing():
    with BotOnFakes() as team:
        team.publish(PAYMENTS)
        drilled(team, 3, state="failed")

        assert ":warning: *no drill has succeeded yet*" in home(team, "watcher")


def test_a_drill_is_started_from_home():
    with BotOnFakes() as team:
        team.publish(PAYMENTS)
        home(team, OPERATOR)
        press(team, OPERATOR, "Drill")
        assert "What will happen" in team.modal_text(OPERATOR)
        team.submit(OPERATOR)

        assert "One run is under way" in look(team, OPERATOR)
        assert "Drill" not in [
            b["accessory"]["text"]["text"] for b in _home_of(team, "watcher") if b.get("accessory")
        ]


def _home_of(team, who):
    home(team, who)
    return team.slack.home(who).payload["blocks"]


def test_history_is_filtered_by_what_the_menus_say():
    with BotOnFakes(SCENES["succeeded"]()) as team:
        team.publish(PAYMENTS)
        drilled(team, 3, state="failed")
        assert home(team, "watcher").count("Drill of *payments*") == 2

        choose(team, "outcome", "unsuccessful")

        assert look(team, "watcher").count("Drill of *payments*") == 1
        choose(team, "mode", "recovery")
        assert "No run is like that." in look(team, "watcher")


def test_refresh_reads_everything_anew():
    with BotOnFakes(approving()) as team:
        home(team, APPROVER)
        team.service.table.change(run_key(RUN), state="cancelled")

        press(team, APPROVER, "Refresh")

        assert look(team, APPROVER).startswith("Nothing waits for you")


@pytest.mark.parametrize(
    ("who", "said"), [("stranger", "I do not know you"), ("guest", "I do not know you")]
)
def test_whoever_is_not_known_sees_that_and_no_run(who, said):
    with BotOnFakes(approving()) as team:
        told = home(team, who)

        assert said in told
        assert "payments" not in told


def test_home_fits_whatever_there_is():
    with BotOnFakes() as team:
        for number in range(40):
            run = f"7f3a{number:04d}-0000-4000-8000-000000000000"
            put_run(team.service, run, plan=f"plan-{number}", requested_at=NOW - number)
            team.service.table.put(
                ("PLANS#", f"plan-{number}"), plan=f"plan-{number}", hash="a", description="x" * 900
            )

        told = home(team, OPERATOR)

        assert "… and 15 more" in told
        assert "What you may do" in told
