"""Whoever wants more than is theirs at a gate, by the chat, the console or the run table."""

import json

import pytest
from fakes.bot_on_fakes import BotOnFakes
from fakes.bot_stories import SCENES, approving
from fakes.bot_team import APPROVER, TEAM
from fakes.forgeries import sent, submit
from fakes.muster_service import NOW, RUN, put_decision
from stage import APPROVER as APPROVER_ARN
from stage import OPERATOR as OPERATOR_ARN
from stage import Stage, read_plan_of, two_waves

from muster.engine.keys import gate_key, run_key

DIGEST = "d1d1d1d1d1d1d1d1"
GATE = gate_key(RUN, "applications", 1)
BY_TAG = """
groups: {databases: {tags: {Role: DBServer}}}
waves:
  - wave: databases
    groups: [databases]
    approval: {in: [drill], from: "@dr-approvers", count: 1, expires: 1h, requester: refuse}
"""


@pytest.fixture
def gate():
    with BotOnFakes(approving()) as team:
        team.refresh(RUN)
        yield team


def press_and_send(team, who, label="Approve", **said):
    team.click(who, team.message("Approval needed"), label)
    if team.slack.modal(who):
        team.submit(who, **said)


def decided(team):
    return [item["person"] for item in team.items(f"DECISION#{RUN}")]


def is_open(team):
    return team.service.table.item(GATE)["state"] == "open"


# replays


def test_the_very_bytes_of_a_command_replayed_within_the_window_have_one_effect():
    with BotOnFakes(SCENES["running"]()) as team:
        form = f"command=/dr&text=pause&user_id=U0OPERATOR&team_id={TEAM}&trigger_id=9.9"
        body = form.encode()
        stamp = int(team.wall())
        replayed = []
        for _ in range(2):
            replayed.append(sent(team, body, at=stamp).status)
            team.service.table.change(run_key(RUN), hold=False)  # somebody resumed it meanwhile
            team.wall.advance(100)

        assert replayed == [200, 200]
        said = [row["text"] for row in team.items(f"AUDIT#{RUN}") if "pause" in row["text"]]
        assert len(said) == 1
        assert not team.service.table.item(run_key(RUN))["hold"]


# who, and for what


def test_who_started_the_run_from_the_console_may_not_approve_it_in_the_chat(gate):
    started = {"door": "ssm", "requester_arn": OPERATOR_ARN, "requester": "oncall"}
    gate.service.table.change(run_key(RUN), **started)
    gate.service.table.change(GATE, requester="oncall")
    press_and_send(gate, "oncall")

    assert "You started this run, so you may not approve it" in gate.told("oncall")
    assert decided(gate) == []


def test_the_same_person_does_not_count_twice_by_two_doors(gate):
    gate.service.table.change(GATE, count=2, decisions=1)
    put_decision(gate.service, "applications", "approver", digest=DIGEST, door="ssm")
    press_and_send(gate, APPROVER)

    assert "You have approved this already" in gate.told(APPROVER)
    assert decided(gate) == ["approver"]
    assert is_open(gate)


def test_an_approval_after_the_time_was_up_does_not_count(gate):
    gate.service.table.change(GATE, expires_at=NOW - 1)
    press_and_send(gate, APPROVER)

    assert decided(gate) == []
    assert gate.executions.signals == []


def test_an_approval_of_another_version_of_the_plan_does_not_count(gate):
    put_decision(gate.service, "applications", "oncall", digest=DIGEST, hash="an older plan")
    gate.service.table.change(GATE, count=2, decisions=1)
    press_and_send(gate, APPROVER)

    assert decided(gate) == ["approver", "oncall"]
    assert is_open(gate)


def test_a_start_modal_of_an_older_plan_version_starts_nothing():
    with BotOnFakes() as team:
        bound = {"plan": "payments", "hash": "0" * 64, "mode": "drill"}
        team.service.table.put(("PLAN#payments", "CURRENT"), hash="1" * 64)
        said = submit(team, "dr.start", bound).body.decode()

        assert "published anew since you looked" in said
        assert team.items("RUNS#") == []


def test_a_decision_row_of_nobody_in_the_group_is_not_counted(gate):
    put_decision(gate.service, "applications", "mallory", digest=DIGEST)
    gate.service.table.change(GATE, count=2, decisions=1)
    press_and_send(gate, APPROVER)

    assert is_open(gate)


# foreign and finished runs, in the console


def test_a_document_does_not_take_up_the_run_of_another_plan_or_mode():
    with Stage(plan=two_waves(), quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "running")
        stage.set_run(run, plan="another")
        execution = stage.drill(RunId=run)
        stage.until_ended(execution)

        assert "was registered with plan another" in why(stage, execution)
        assert stage.run(run)["execution"] == run


def test_a_run_that_has_ended_or_never_was_is_not_taken_up_again():
    with Stage(plan=two_waves(), quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")
        again, foreign = stage.drill(RunId=run), stage.drill(RunId="a-run-of-nobody")
        stage.until_ended(again)
        stage.until_ended(foreign)

        assert "has ended: succeeded" in why(stage, again)
        assert "there is no run" in why(stage, foreign)
        assert len(stage.launches()) == 2


def test_a_server_that_is_tagged_into_a_group_after_the_approval_is_not_launched():
    with Stage(plan=read_plan_of(BY_TAG), quick=True) as stage:
        run = stage.drill()
        stage.until_wave(run, "databases", "approving")
        asked = set(stage.item(*gate_key(run, "databases", 1))["servers"])
        stage.do("decide", run, APPROVER_ARN, Gate="databases", Decision="approve")
        late = tag_another_server(stage, asked)
        stage.until_run(run, "succeeded")

        assert {server for launch in stage.launches() for server in launch} == asked
        assert late not in asked


def tag_another_server(stage, asked):
    """Give a server that nobody was asked about the tags of one that somebody was."""
    drs = stage.client("drs")
    known = {s["sourceServerID"]: s for s in drs.describe_source_servers(filters={})["items"]}
    late = next(name for name in known if name not in asked)
    drs.tag_resource(resourceArn=known[late]["arn"], tags=known[next(iter(asked))]["tags"])
    return late


def why(stage, execution):
    found = stage.execution(execution)
    return json.dumps(found, default=str)


def test_a_gate_of_the_console_is_not_decided_by_a_button_that_somebody_forged(gate):
    gate.service.table.change(GATE, via="console")
    press_and_send(gate, APPROVER)

    assert "You cannot approve this here" in gate.told(APPROVER)
    assert "muster run approve" in gate.told(APPROVER)
    assert decided(gate) == []
