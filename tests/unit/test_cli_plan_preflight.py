"""`muster plan preflight` asks AWS as the one who types, and starts nothing."""

import json
from dataclasses import replace

import pytest
from fakes.muster_cli import Cli
from fakes.sample_servers import DB
from fakes.world_clock import WorldClock
from stage import REGION, TEMPLATES, Stage

from muster.aws.connection import Connection
from muster.aws.ids import RandomIds
from muster.aws.source_servers import DrsSourceServers
from muster.model.settings import Settings
from muster.wiring import service_on

PLAN = str(TEMPLATES / "plans/payments.yaml")
OPERATOR = "arn:aws:iam::123456789012:user/operator"


@pytest.fixture
def terminal(monkeypatch, capsys):
    """A terminal on a stage; the code of the runbooks is given the clients of its world."""
    stages = []

    def on(**given):
        stage = Stage(**given)
        stages.append(stage)
        session = stage.world.session(OPERATOR, REGION)

        class Boto3:
            @staticmethod
            def client(service, region_name, config, **_keys):
                return session.client(service, region_name=region_name, config=config)

        monkeypatch.setattr("ssm_documents.scripts.lib.clients.boto3", Boto3)
        connection = Connection(session, WorldClock(stage.world))
        made = Cli(service_on(connection, Settings(), RandomIds()), capsys)
        made.door = replace(made.door, servers=DrsSourceServers(connection))
        return stage, made

    yield on
    for stage in stages:
        stage.world.close()


def test_a_plan_that_would_run_is_said_to_and_nothing_is_started(terminal):
    stage, cli = terminal()

    code, out, err = cli("plan", "preflight", PLAN, "--mode", "drill")

    assert (code, err) == (0, "")
    assert out == (
        "drill of payments: 6 servers in 4 waves\n"
        "16 of 16 checks found nothing; the run would begin at once\n"
    )
    assert stage.jobs() == []
    assert not stage.started("muster-")


def test_what_blocks_comes_first_and_is_the_exit_code(terminal):
    _, cli = terminal(live=[DB])

    code, out, _ = cli("plan", "preflight", PLAN, "--mode", "drill")

    head, row = out.splitlines()[1:3]
    assert code == 1
    assert head.split() == ["CHECK", "ABOUT", "WHAT"]
    assert row.startswith(f"block  live-instance  sample-db-instance ({DB})")
    assert out.endswith("the run does not begin\n")


def test_programs_read_the_same(terminal):
    _, cli = terminal(live=[DB])

    code, out, _ = cli("plan", "preflight", PLAN, "--json")

    said = json.loads(out)
    levels = {(each["check"], each["level"]) for each in said["findings"]}
    assert code == 0
    assert (said["mode"], said["servers"]) == ("recovery", 6)
    assert {("live-instance", "ask"), ("source-alive", "warn")} <= levels


def test_groups_of_other_accounts_are_not_judged_from_here(terminal, tmp_path):
    _, cli = terminal()
    path = tmp_path / "plan.yaml"
    path.write_text(
        """
plan: far
target: {region: us-west-2, account: "123456789012"}
objectives: {rto: 1h, rpo: 15m}
groups:
  near: {servers: [s-51d6b65c73391918f]}
  far:
    servers: [s-00000000000000001]
    target: {region: eu-west-1, account: "210987654321"}
waves:
  - {wave: all, groups: [near, far]}
"""
    )

    code, out, err = cli("plan", "preflight", str(path), "--mode", "drill")

    assert (code, err) == (0, "")
    assert "warn  not-looked-at  group far  it is recovered in account 210987654321" in out
