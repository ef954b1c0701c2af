"""Several plans, shown together and started by one typed line; what the answers say of plans."""

import re
from pathlib import Path

import pytest
from fakes.bot_on_fakes import BotOnFakes
from fakes.bot_team import APPROVER, OPERATOR
from fakes.muster_service import NOW, OTHER, RUN, put_run, put_wave

from muster.engine.keys import people_key, run_key
from muster.model.plan import plan_hash
from muster.model.workspace import load_plan
from muster.service.errors import ThrottledError

PLANS = Path(__file__).parents[2] / "templates" / "plans"
PAYMENTS = PLANS / "payments.yaml"


@pytest.fixture
def team(tmp_path):
    mail = tmp_path / "mail.yaml"
    mail.write_text(PAYMENTS.read_text().replace("plan: payments", "plan: mail"))
    with BotOnFakes() as team:
        team.publish(PAYMENTS)
        team.publish(mail)
        yield team


def runs(team):
    return {item["plan"]: item["mode"] for item in team.items("RUNS#")}


def test_one_typed_line_recovers_several_plans(team):
    team.type(OPERATOR, "recover payments mail")
    assert "2 plans, " in team.modal_text(OPERATOR)
    assert "is in payments and mail" in team.modal_text(OPERATOR)
    team.submit(OPERATOR, name="recover 2 plans", why="the region is gone", ticket="CHG-7")

    assert runs(team) == {"payments": "recovery", "mail": "recovery"}
    assert len(team.executions.started) == 2
    assert len([t for t in team.titles() if t.startswith("RECOVERY of")]) == 2


def test_several_plans_are_recovered_to_one_point_in_time(team):
    team.type(OPERATOR, "recover payments mail")
    said = {"name": "recover 2 plans", "why": "ransomware"}
    team.submit(OPERATOR, **said, point="noon")
    assert "Nothing was started" in team.slack.modal(OPERATOR).errors["dr.point"]
    team.submit(OPERATOR, **said, point="latest-snapshot")

    started = [team.service.table.item(run_key(item["run"])) for item in team.items("RUNS#")]
    assert [run["point_in_time"] for run in started] == ["latest-snapshot"] * 2


@pytest.mark.parametrize("typed", ["payments mail", "recover 3 plans", "RECOVER 2 PLANS", ""])
def test_anything_else_starts_none_of_them(team, typed):
    team.type(OPERATOR, "recover payments mail")
    team.submit(OPERATOR, name=typed or "x", why="the region is gone")

    assert runs(team) == {}
    errors = team.slack.modal(OPERATOR).errors
    assert "Nothing was started" in str(errors)


def test_a_plan_that_is_busy_keeps_no_other_from_starting(team):
    put_run(team.service, RUN, plan="mail", state="requested", mode="recovery")
    team.type(OPERATOR, "recover payments mail")
    team.submit(OPERATOR, name="recover 2 plans", why="the region is gone")

    assert "1 started, 1 not." in team.modal_text(OPERATOR)
    assert "mail: A recovery of mail is requested already" in team.modal_text(OPERATOR)
    assert runs(team)["payments"] == "recovery"


def test_what_came_of_it_is_said_where_the_bot_may_not_whisper(team, monkeypatch):
    put_run(team.service, RUN, plan="mail", state="requested", mode="recovery")
    monkeypatch.setattr(team.bot.slack, "chat_postEphemeral", lambda **_: 1 / 0)
    team.type(OPERATOR, "recover payments mail")
    team.submit(OPERATOR, name="recover 2 plans", why="the region is gone")

    assert "1 started, 1 not." in team.modal_text(OPERATOR)
    assert len(team.executions.started) == 1


def test_a_plan_whose_start_fails_at_aws_keeps_no_other_from_starting(team, monkeypatch):
    write = team.service.table.write

    def too_busy_for_mail(*writes):
        if "mail" in str(writes):
            raise ThrottledError("the run table is too busy", "wait a moment and repeat it")
        return write(*writes)

    team.type(OPERATOR, "recover payments mail")
    monkeypatch.setattr(team.service.table, "write", too_busy_for_mail)
    team.submit(OPERATOR, name="recover 2 plans", why="the region is gone")

    assert "mail: The run table is too busy." in team.modal_text(OPERATOR)
    assert [document for document, _, _ in team.executions.started] == ["muster-recover-payments"]


def test_rights_are_checked_for_each_plan_and_again_when_it_is_sent(team):
    team.type(APPROVER, "recover payments mail")
    assert "You may not recover a plan" in team.told(APPROVER)

    team.type(OPERATOR, "recover payments mail")
    people = team.service.table.item(people_key())["people"]
    demoted = [{**person, "roles": ["viewer"]} for person in people]
    team.service.table.change(people_key(), people=demoted)
    team.submit(OPERATOR, name="recover 2 plans", why="the region is gone")

    assert runs(team) == {}
    assert "You may not recover a plan" in team.modal_text(OPERATOR)


def test_a_plan_published_anew_since_it_was_shown_is_not_started(team):
    team.type(OPERATOR, "drill payments mail")
    team.service.table.change(("PLAN#mail", "CURRENT"), hash="f" * 64)
    team.submit(OPERATOR, name="drill 2 plans")

    assert "plan mail was published anew" in team.modal_text(OPERATOR).lower()
    assert runs(team) == {"payments": "drill"}


def test_more_plans_than_one_confirmation_takes_are_refused(team):
    for number in range(11):
        team.service.table.put(("PLANS#", f"p{number}"), plan=f"p{number}", hash="a" * 64)

    team.type(OPERATOR, "drill " + " ".join(f"p{number}" for number in range(11)))

    assert "11 plans are too many at once" in team.told(OPERATOR)


def test_a_plan_named_twice_is_one_plan(team):
    team.type(OPERATOR, "drill payments payments")

    assert "What will happen" in team.modal_text(OPERATOR)
    assert "Type" not in team.modal_text(OPERATOR)


def test_a_plan_that_does_not_exist_is_guessed(team):
    team.type(OPERATOR, "recover payments mial")

    assert "Did you mean `mail`?" in team.told(OPERATOR)


def test_a_plan_shows_its_groups_how_long_it_takes_and_when_it_was_rehearsed(team):
    team.type("watcher", "plan payments")
    told = team.told("watcher")
    assert "*databases* · 4 servers · Application=sample, Role=DBServer" in told
    assert "no drill has succeeded yet" in told
    assert "if a wave takes 15 m: there is no earlier run to go by" in told

    put_run(team.service, OTHER, state="succeeded", requested_at=NOW - 9000, ended_at=NOW - 8000)
    for wave in load_plan(PAYMENTS).waves:
        put_wave(team.service, wave.wave, OTHER, started_at=NOW - 9000, ended_at=NOW - 8400)
    team.type("watcher", "plan payments")
    told = team.told("watcher")
    assert re.search(r"Takes about 4\d m without approvals, as the drill of", told)
    assert "databases → applications → web → switch-traffic" in told
    assert "last good drill today" in told


def test_plans_say_when_each_was_last_rehearsed(team):
    put_run(team.service, OTHER, state="succeeded", ended_at=NOW - 200 * 86_400)

    team.type("watcher", "plans")

    assert ":warning: *last good drill 200 days ago" in team.told("watcher")
    assert ":warning: *no drill has succeeded yet*" in team.told("watcher")


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("payments", 2),
        ("mail", 0),
        ("drills", 1),
        ("recoveries", 1),
        ("payments drill failed", 1),
        ("succeeded", 1),
        ("running", 0),
    ],
)
def test_history_is_filtered_by_words(team, words, seen):
    put_run(team.service, RUN, state="failed", ended_at=NOW)
    put_run(team.service, OTHER, state="succeeded", mode="recovery", ended_at=NOW)

    team.type("watcher", f"history {words}")

    assert team.told("watcher").count("of *payments*") == seen
    assert ("There is no run like" in team.told("watcher")) == (seen == 0)


def test_a_word_that_filters_nothing_is_guessed(team):
    team.type("watcher", "history paymants")

    assert "Did you mean `payments`?" in team.told("watcher")


def test_the_hash_of_each_plan_is_that_which_was_shown(team):
    team.type(OPERATOR, "drill payments mail")
    team.submit(OPERATOR, name="drill 2 plans")

    hashes = {
        team.service.table.item((f"RUN#{i['run']}", "RUN"))["hash"] for i in team.items("RUNS#")
    }
    assert plan_hash(load_plan(PAYMENTS)) in hashes
    assert len(hashes) == 2
