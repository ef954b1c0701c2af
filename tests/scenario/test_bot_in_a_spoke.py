"""One server that is recovered in another account, from chat: its verb's document reaches it."""

import pytest
from fakes.bot_on_stage import BOT, BotOnStage
from fakes.bot_team import OPERATOR, shown
from fakes.fleets import SPOKES, fleet, ids, inventory

THERE = {"web": (2, SPOKES[0])}
BAD, GOOD = ids("web", 2)
FAULTS = f"faults: [{{launch-failure: {{server: {BAD}, at: conversion, reason: no licence}}}}]"


@pytest.fixture
def team():
    plan = fleet({"web": ["web"]}, **THERE)
    with BotOnStage(plan=plan, inventory=inventory(**THERE), faults=FAULTS, quick=True) as team:
        team.type(OPERATOR, "drill fleet")
        team.submit(OPERATOR, why="quarterly drill")
        team.until_titled("Decision needed: web")
        yield team


def run_of(team):
    return team.stage.items("RUNS#")[0]["run"]


def rows(team, beginning):
    found = team.stage.items(f"AUDIT#{run_of(team)}")
    return [row for row in found if row["text"].startswith(beginning)]


def launches(team):
    asked = [call.params["sourceServers"] for call in team.stage.calls("drs:StartRecovery")]
    return [{server["sourceServerID"] for server in servers} for servers in asked]


def test_a_server_of_a_spoke_is_launched_again_in_the_name_of_who_asked(team):
    team.type(OPERATOR, f"relaunch {BAD}")
    assert "looks where it is recovered" in team.modal_text(OPERATOR)
    team.submit(OPERATOR, why="the licence {site} is there now")
    team.until_titled("Drill of fleet: succeeded")

    [asked, done] = rows(team, f"relaunch {BAD}")
    assert "asked of its document: the licence {site} is there now" in asked["text"]
    assert "is launched again in attempt 2" in done["text"]
    assert done["text"].endswith("(the licence (site) is there now)")  # SSM takes no braces
    assert asked["who"] == done["who"] == "operator"
    assert launches(team) == [{BAD, GOOD}, {BAD}]


def test_what_the_document_refuses_stands_in_the_thread_of_the_run(team):
    team.type(OPERATOR, f"adopt {run_of(team)} {BAD} they have looked")
    team.until(lambda: rows(team, "adopt refused"))
    team.look()

    [refused] = rows(team, "adopt refused")
    assert refused["who"] == "operator"
    thread = team.slack.messages(thread_ts=team.root().ts)
    assert any("DRS names no recovery instance" in shown(message) for message in thread)


def test_a_start_by_the_bot_that_nobody_asked_for_is_refused(team):
    forged = team.stage.start("muster-adopt", BOT, RunId=run_of(team), Server=GOOD)
    team.until(lambda: "FailureMessage" in team.stage.execution(forged))

    why = team.stage.execution(forged)["FailureMessage"]
    assert "nobody asked for this adopt in the chat" in why
