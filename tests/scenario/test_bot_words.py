"""What the bot answers to the words that only look: help, plans, servers, status, history."""

import pytest
from fakes.bot_on_fakes import PAYMENTS, BotOnFakes, on
from fakes.bot_stories import SCENES, asking
from fakes.bot_team import ONCALL, OPERATOR
from fakes.muster_service import RUN

from muster.engine.keys import run_key
from muster.service.acting.values import SourceServer
from muster.service.errors import AwsError


@pytest.fixture
def empty():
    with BotOnFakes() as team:
        yield team


@pytest.mark.parametrize("words", ["", "help", "HELP", "help me"])
def test_help_lists_every_word(empty, words):
    empty.type(OPERATOR, words)

    assert "/dr drill PLAN" in empty.told(OPERATOR)
    assert "/dr whoami" in empty.told(OPERATOR)


def test_a_mistyped_word_is_guessed(empty):
    empty.type(OPERATOR, "dril payments")

    assert "I do not know the word dril" in empty.told(OPERATOR)
    assert "Did you mean `/dr drill`?" in empty.told(OPERATOR)


def test_whoami_says_what_one_may_do(empty):
    empty.type(ONCALL, "whoami")

    assert "You are *Nora Night*" in empty.told(ONCALL)
    assert "In a recovery you may: approve, reject." in empty.told(ONCALL)


def test_plans_and_a_plan_are_shown(empty):
    empty.publish(PAYMENTS)

    empty.type("watcher", "plans")
    assert "*payments*" in empty.told("watcher")
    empty.type("watcher", "plan")
    assert "3. *web* · 2 servers · after applications" in empty.told("watcher")
    empty.type("watcher", "plan paymnts")
    assert "There is no plan paymnts" in empty.told("watcher")
    assert "Did you mean `payments`?" in empty.told("watcher")


def test_servers_are_searched_and_those_that_need_a_look_come_first(empty):
    empty.publish(PAYMENTS)
    stray = SourceServer("s-99999999999999999", "stray", {}, "STALLED", 7260)
    empty.source_servers.servers.append(stray)

    empty.type(OPERATOR, "servers")
    told = empty.told(OPERATOR)
    assert "7 source servers, 6 in step, 1 in no plan" in told
    assert told.count("plan payments (") == 6
    assert told.index("`stray`") < told.index("`host-")
    assert "stalled · lag 2 h 01 m · snapshot 5 m old · *no plan* · never launched" in told
    empty.type(OPERATOR, "servers WEBServer nothing like it")
    assert "There is no source server" in empty.told(OPERATOR)
    empty.type(OPERATOR, "servers webserver payments")
    assert "2 source servers" in empty.told(OPERATOR)


@pytest.mark.parametrize("kind", ["unprotected", "late", "Late stray", "undrilled stray"])
def test_servers_of_a_kind_are_found_by_a_word(empty, kind):
    empty.publish(PAYMENTS)
    stray = SourceServer("s-99999999999999999", "stray", {}, "STALLED", 7260)
    empty.source_servers.servers.append(stray)

    empty.type(OPERATOR, f"servers {kind}")

    assert "One source server, 0 in step, 1 in no plan" in empty.told(OPERATOR)


def test_servers_are_shown_although_their_snapshots_cannot_be(empty):
    empty.publish(PAYMENTS)

    def down(_servers):
        raise AwsError("drs:DescribeRecoverySnapshots failed", "")

    empty.source_servers.snapshots = down
    empty.type(OPERATOR, "servers")

    assert "6 source servers" in empty.told(OPERATOR)
    assert "snapshot" not in empty.told(OPERATOR)


def test_aws_that_does_not_answer_is_told_in_a_sentence(empty):
    empty.publish(PAYMENTS)
    empty.source_servers.down = AwsError("drs:DescribeSourceServers failed", "wait a minute")

    empty.type(OPERATOR, "servers")
    assert "Drs:DescribeSourceServers failed." in empty.told(OPERATOR)
    empty.type(OPERATOR, "drill payments")
    assert "Wait a minute." in empty.modal_text(OPERATOR)


def test_what_nobody_foresaw_gets_a_reference_that_is_in_the_log(empty, caplog):
    empty.source_servers.down = ZeroDivisionError("the secret detail")

    empty.type(OPERATOR, "servers")

    assert "Something went wrong here (reference token-" in empty.told(OPERATOR)
    assert "secret detail" not in empty.told(OPERATOR)
    assert "reference token-" in caplog.text


def test_what_nobody_foresaw_is_counted_and_a_refusal_is_not(empty):
    empty.source_servers.down = AwsError("drs:DescribeSourceServers failed", "wait a minute")
    empty.type(OPERATOR, "servers")
    assert not empty.unforeseen

    empty.source_servers.down = ZeroDivisionError("the secret detail")
    empty.type(OPERATOR, "servers")
    assert len(empty.unforeseen) == 1


def test_status_and_history_of_nothing(empty):
    empty.type(OPERATOR, "status")
    assert empty.told(OPERATOR) == "No run is under way."
    empty.type(OPERATOR, "history")
    assert empty.told(OPERATOR) == "There is no run yet."
    empty.type(OPERATOR, "history 7f3a")
    assert "There is no run `7f3a` here" in empty.told(OPERATOR)
    empty.type(OPERATOR, "pause")
    assert "There is no run now that this could be about." in empty.told(OPERATOR)
    assert "All runs: `/dr history`." in empty.told(OPERATOR)


def test_status_of_the_one_run_comes_with_its_buttons():
    with on(SCENES["running"]()) as team:
        team.type(OPERATOR, "status")

        assert "Drill of payments: running" in team.told(OPERATOR)
        assert "Cancel run" in team.told(OPERATOR)


def test_history_of_a_run_is_judged():
    with on(asking().row("drill of plan payments requested")) as team:
        team.type("watcher", f"history {RUN[:6]}")

        assert "drill of plan payments requested" in team.told("watcher")
        assert "A row is not what was written" in team.told("watcher")


def test_a_run_has_to_be_named_where_several_may_be_meant():
    with on(SCENES["running"]()) as team:
        other = {**team.service.table.item(run_key(RUN)), "run": "beef0001", "plan": "mail"}
        values = {key: value for key, value in other.items() if key not in ("pk", "sk")}
        team.service.table.put(run_key("beef0001"), **values)
        team.service.table.put(("RUNS#", "000000000001#beef0001"), **values)
        team.type(OPERATOR, "pause")

        assert "2 runs may be meant" in team.told(OPERATOR)
        team.type(OPERATOR, "status")
        assert "2 runs are under way" in team.told(OPERATOR)
