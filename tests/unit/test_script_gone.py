"""Which recovery instances count as gone, and what is written then."""

from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from muster.engine.guards import Facts, Verdict, judge_server
from muster.engine.items import Server
from muster.engine.keys import server_key, wave_key
from ssm_documents.scripts.lib import gone

NOW = 1_795_000_000
OLD = Server("s-1", "w", "launched", name="db", instance="i-1", attempt=1, ended_at=NOW - 900)


class Table:
    def __init__(self) -> None:
        self.writes: dict[Any, Any] = {}

    def write(self, *writes: Any) -> bool:
        self.writes |= {write.key: write for write in writes}
        return True

    def write_each(self, writes: Any) -> int:
        return len([self.write(write) for write in writes])


class World:
    """What the table, EC2 and DRS say; `refused` is the code with which EC2 answers instead."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.servers, self.states, self.listed, self.refused = [OLD], {}, [], ""
        self.told: list[str] = []
        self.here: Any = SimpleNamespace(
            run="r", wave="w", attempt=2, execution="e", table=Table(), account="1", region="eu"
        )
        for name, value in {
            "now": lambda: NOW,
            "load_servers": lambda *_: self.servers,
            "described": self.describe,
            "instances_of": lambda *_: [{"ec2InstanceID": one} for one in self.listed],
            "with_instances": lambda _here, servers: [("there", servers)] if servers else [],
            "record": lambda _here, _fact, text: self.told.append(text),
            "show_trouble": lambda _here, text: self.told.append(text),
        }.items():
            monkeypatch.setattr(gone, name, value)

    def describe(self, _here: Any, servers: list[Server], _first: Any) -> dict[str, Any]:
        if self.refused and servers[0].account != "2":
            raise ClientError({"Error": {"Code": self.refused, "Message": "no"}}, "Describe")
        asked = {server.instance for server in servers}
        return {i: {"State": {"Name": s}} for i, s in self.states.items() if i in asked}

    def written(self) -> Any:
        """What became of the server: its write, or None."""
        gone.launch_again_what_is_gone(self.here)
        return self.here.table.writes.get(server_key("r", "w", "s-1"))


@pytest.fixture
def world(monkeypatch):
    return World(monkeypatch)


@pytest.mark.parametrize("state", ["terminated", "shutting-down"])
def test_what_ec2_calls_gone_is_launched_again_whatever_drs_lists(world, state):
    world.states, world.listed = {"i-1": state}, ["i-1"]

    write = world.written()

    assert write.values["state"] == "failed"
    assert write.values["reason"] == f"its instance i-1 is gone ({state})"
    assert {("equals", "state", "launched"), ("equals", "instance", "i-1")} == set(write.when)
    assert world.told == [f"wave w launches again what is gone: db (i-1: {state})"]


@pytest.mark.parametrize("state", ["pending", "running", "stopping", "stopped"])
def test_what_ec2_still_has_or_still_shows_stays(world, state):
    world.states = {"i-1": state}

    assert world.written() is None
    assert world.here.table.writes == {}


def test_what_ec2_does_not_show_stays_while_drs_lists_it(world):
    world.listed = ["i-1"]

    assert world.written() is None


def test_what_ec2_does_not_show_yet_stays_for_a_while(world):
    world.servers = [Server("s-1", "w", "launched", instance="i-1", ended_at=NOW - 60)]

    assert world.written() is None


def test_what_nobody_knows_any_more_is_launched_again_unless_it_reappears(world):
    write = world.written()

    assert write.values["reason"] == "its instance i-1 is gone (neither EC2 nor DRS knows it)"
    assert "relaunch" not in write.values
    back = Facts(instance="i-1", instance_is_drill=True, instance_job="j-1")
    assert judge_server(Server("s-1", "w", "failed"), back, frozenset({"j-1"}))[0] is Verdict.REFUSE


def test_an_instance_that_is_shutting_down_does_not_stand_in_the_way_and_another_one_does(world):
    world.states = {"i-1": "shutting-down"}
    values = world.written().values
    server = Server("s-1", "w", values["state"], relaunch=values["relaunch"])

    def verdict(instance: str) -> Verdict:
        facts = Facts(instance=instance, instance_job="j-1")
        return judge_server(server, facts, frozenset({"j-1"}))[0]

    assert (verdict("i-1"), verdict("i-2")) == (Verdict.LAUNCH, Verdict.REFUSE)


@pytest.mark.parametrize(
    "server",
    [
        Server("s-1", "w", "launched", instance="i-1", attempt=2, ended_at=NOW - 900),
        Server("s-1", "w", "launched", instance="", attempt=1, ended_at=NOW - 900),
        Server("s-1", "w", "failed", instance="i-1", attempt=1, ended_at=NOW - 900),
        Server("s-1", "w", "launching", attempt=1),
    ],
)
def test_only_what_an_earlier_attempt_launched_is_looked_at(world, server):
    world.servers, world.states = [server], {"i-1": "terminated"}

    assert world.written() is None


@pytest.mark.parametrize("code", ["UnauthorizedOperation", "InvalidParameterValue"])
def test_without_an_answer_nothing_counts_as_gone_and_people_are_told(world, code):
    world.refused = code

    assert world.written() is None
    assert "is not known" in world.told[0]
    assert gone.terminated(world.here, [OLD]) == {}


def test_an_account_that_does_not_answer_hides_nothing_of_another_one(world):
    world.refused, world.states = "UnauthorizedOperation", {"i-2": "terminated"}
    there = Server("s-2", "w", "launched", instance="i-2", account="2", ended_at=NOW - 900)
    world.servers = [OLD, there]

    assert world.written() is None
    assert server_key("r", "w", "s-2") in world.here.table.writes


def test_how_many_are_launched_is_counted_anew_for_people(world):
    world.states = {"i-1": "terminated"}
    world.written()

    assert world.here.table.writes[wave_key("r", "w")].when == (("equals", "owner", "e"),)


def test_the_checks_hear_only_of_what_never_comes_back(world):
    world.states = {"i-1": "stopped"}
    assert gone.terminated(world.here, [OLD]) == {}

    world.states = {"i-1": "terminated"}
    assert gone.terminated(world.here, [OLD]) == {"s-1": "terminated"}
