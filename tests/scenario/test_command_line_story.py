"""Whole runs by `muster plan publish` and `muster run` alone, on the embedded AWS."""

from pathlib import Path

import pytest
from fakes.embedded_faults import QUICK
from fakes.muster_cli import Cli

from muster.aws.connection import Connection
from muster.aws.ids import RandomIds
from muster.embedded.aws.faults.script import FaultScript, load_faults
from muster.embedded.aws.inventory import load_inventory
from muster.embedded.aws.world import World
from muster.engine.keys import wave_key
from muster.model.settings import Settings
from muster.wiring import service_on

TEMPLATES = Path(__file__).parents[2] / "templates"
PLAN, PEOPLE = str(TEMPLATES / "plans/payments.yaml"), str(TEMPLATES / "plans/people.yaml")
ACCOUNT, REGION, START = "123456789012", "us-west-2", 1_795_000_000.0
APP = "s-57e730f6102e1f793"
ONE_FAILS = f"faults: [{{launch-failure: {{server: {APP}, reason: no capacity, times: 1}}}}]"


class StridingClock:
    """A `Clock` that moves the world's: whoever watches looks every 20 s, not every 2."""

    def __init__(self, clock, stride=20.0):
        self._clock = clock
        self._stride = stride

    def now(self):
        return int(self._clock.now())

    def sleep(self, seconds):
        self._clock.advance_to(self._clock.now() + max(seconds, self._stride))


class Office:
    """An embedded AWS, and the terminals of those who work with it."""

    def __init__(self, capsys, faults=""):
        script = load_faults(faults) if faults else FaultScript()
        inventory = load_inventory((TEMPLATES / "inventories/sample.yaml").read_text())
        self.world = World(inventory, start=START, faults=script, settings=QUICK)
        self._clock = StridingClock(self.world.clock)
        self._capsys = capsys
        self.operator = self._terminal("operator")
        self.approver = self._terminal("approver")

    def _terminal(self, user):
        session = self.world.session(f"arn:aws:iam::{ACCOUNT}:user/{user}", REGION)
        service = service_on(Connection(session, self._clock), Settings(), RandomIds())
        return Cli(service, self._capsys)

    def until_wave(self, run, wave, state):
        table = self.operator.door.service.table
        for _ in range(500):
            if table.item(wave_key(run, wave)).get("state") == state:
                return
            self._clock.sleep(20)
        raise AssertionError(f"wave {wave} never was {state}")


@pytest.fixture
def office(request, capsys):
    made = Office(capsys, getattr(request, "param", ""))
    try:
        yield made
    finally:
        made.world.close()


def published(office):
    code, out, err = office.operator("plan", "publish", PLAN, "--people", PEOPLE, "--pack")
    assert code == 0, err
    assert "document     muster-drill-payments                made    1" in out


def drill(office):
    published(office)
    code, out, _ = office.operator("run", "drill", "payments", "--reason", "monthly drill")
    assert code == 0
    return out.strip()


def test_a_gate_is_opened_by_who_may_and_a_pause_holds_what_has_not_started(office):
    operator, approver = office.operator, office.approver
    run = drill(office)

    code, _, err = operator("plan", "publish", PLAN)
    assert (code, "of plan `payments` is " in err) == (1, True)

    office.until_wave(run, "applications", "approving")
    assert f"muster run approve {run[:8]} --gate applications" in operator("run", "status", run)[1]
    code, _, err = operator("run", "approve", "last")
    assert (code, "only @dr-approvers may decide here" in err) == (1, True)
    assert approver("run", "approve", "last")[:2] == (0, "gate applications is approved\n")

    assert operator("run", "pause", "last", "--reason", "storage alarm")[0] == 0
    assert "by operator (Olivia Operator): storage alarm" in operator("run", "status", "last")[1]
    assert operator("run", "pause", "last")[2] == "error: the run is paused already\n"
    assert operator("run", "resume", "last")[:2] == (0, "resumed\n")


@pytest.mark.parametrize("office", [ONE_FAILS], indirect=True)
def test_a_drill_with_a_failed_server_is_mended_finished_and_cleaned_up(office):
    operator, approver = office.operator, office.approver
    run = drill(office)
    office.until_wave(run, "applications", "approving")
    approver("run", "approve", "last")

    office.until_wave(run, "applications", "failed")
    screen = operator("run", "status", "last")[1]
    assert f"muster run retry {run[:8]} applications" in screen
    assert "no capacity" in screen
    code, out, _ = operator("run", "retry", "last")
    assert (code, out.startswith("wave applications is tried again, attempt 2")) == (0, True)

    code, out, _ = operator("run", "watch", "last")
    assert (code, "wave applications: succeeded 2/2" in out) == (0, True)
    assert "6 of 6 servers launched" in out

    assert "to terminate its drill instances" in operator("run", "status", "last")[1]
    assert operator("run", "cleanup", "last")[0] == 0
    assert "its drill instances are terminated" in operator("run", "status", "last")[1]
    code, out, err = operator("run", "history", "last")
    assert (code, "approve gate applications" in out) == (0, True)
    assert "each with the hash of the row before it" in err


def test_a_recovery_that_is_rejected_asked_again_cancelled_and_restarted(office):
    operator, approver = office.operator, office.approver
    published(office)

    code, out, _ = operator("run", "recover", "payments", "--yes-recover", "payments")
    run = out.strip()
    assert code == 0

    def until_gate():
        for _ in range(100):
            if "approval needed" in operator("run", "status", run)[1]:
                return
            office.operator.door.service.clock.sleep(5)
        raise AssertionError("no gate opened")

    until_gate()
    assert approver("run", "reject", "last", "--reason", "not now")[0] == 0
    assert operator("run", "watch", run)[0] == 1
    assert f"to ask again: muster run retry {run[:8]}" in operator("run", "status", run)[1]

    assert operator("run", "retry", run)[:2] == (0, "the approval is asked for again\n")
    until_gate()
    assert approver("run", "approve", run)[:2] == (0, "gate run is approved\n")
    office.until_wave(run, "databases", "recovering")

    assert operator("run", "cancel", run)[0] == 0
    assert operator("run", "watch", run)[0] == 1
    assert f"to go on: muster run restart {run[:8]}" in operator("run", "status", run)[1]
    assert operator("run", "restart", run)[:2] == (0, "restarted\n")
    office.until_wave(run, "databases", "succeeded")
    assert operator("run", "cleanup", run)[0] == 1
