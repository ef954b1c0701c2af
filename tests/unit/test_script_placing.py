"""The moment of a launch: what is asked of DRS is what the run table says, or nothing is."""

from types import SimpleNamespace
from typing import Any

import pytest
from fakes.aws.run_table import FakeRunTable

from muster.engine.items import Wave
from muster.engine.keys import server_key, wave_key
from muster.engine.target import Target
from muster.engine.tickets import Ticket
from ssm_documents.scripts.lib import placing
from ssm_documents.scripts.lib.sight import Watch

SERVERS = {"s-1": "", "s-2": ""}


@pytest.fixture
def launch(monkeypatch: pytest.MonkeyPatch) -> placing.Launch:
    """A launch whose intent stands; that DRS is called at all is a failure."""
    here: Any = SimpleNamespace(run="r", wave="w", execution="e")
    sight: Any = SimpleNamespace(wave=Wave("w", "recovering"), run=SimpleNamespace(hold=False))
    shared: Any = SimpleNamespace(target=Target("1", "us-west-2"), change=lambda *_: True)
    monkeypatch.setattr(placing, "held", lambda *_: 0)
    monkeypatch.setattr(placing, "_write_intent", lambda *_: True)
    monkeypatch.setattr(placing, "client", lambda *_: pytest.fail("DRS was called"))
    return placing.Launch(Watch(here), sight, ("1", "us-west-2"), shared, Ticket("t", 2, 1, 0, 0))


def test_a_server_that_is_adopted_at_the_moment_of_the_launch_is_not_launched(monkeypatch, launch):
    became: list[str] = []
    monkeypatch.setattr(placing, "mark_launching", lambda *_: 1)
    monkeypatch.setattr(placing, "become", lambda _here, _intent, state: became.append(state))

    assert placing.place(launch, SERVERS) == placing.CHANGED
    assert became == ["dropped"]


@pytest.mark.parametrize("answer", [{}, {"job": {}}])
def test_a_launch_of_which_drs_names_no_job_stays_open_and_its_job_is_looked_for(
    monkeypatch, launch, answer
):
    became: list[str] = []
    drs = SimpleNamespace(start_recovery=lambda **_: answer)
    launch.sight.run = SimpleNamespace(hold=False, mode="drill", plan="p")
    monkeypatch.setattr(placing, "mark_launching", lambda *_: 2)
    monkeypatch.setattr(placing, "where", lambda *_: "us-west-2")
    monkeypatch.setattr(placing, "client", lambda *_: drs)
    monkeypatch.setattr(placing, "become", lambda _here, _intent, state, **_: became.append(state))

    assert placing.place(launch, SERVERS) == placing.NAMELESS
    assert became == []


@pytest.mark.parametrize(("owner", "state"), [("e", "failed"), ("another", "launching")])
def test_only_who_owns_the_wave_fails_a_server_of_it(launch, owner, state):
    table = FakeRunTable()
    table.put(wave_key("r", "w"), owner=owner)
    table.put(server_key("r", "w", "s-1"), state="launching")
    launch.here.table = table

    placing.fail_server(launch, "s-1", "no recovery point")

    assert table.item(server_key("r", "w", "s-1"))["state"] == state
