"""The function that looks after runs does so whatever state the chat is in."""

import json
from types import SimpleNamespace

import pytest
from fakes.hearing import FakeExecutions
from fakes.muster_service import NOW, RUN, fake_service, put_run

from muster.entrypoints.functions import reconciler_function
from muster.entrypoints.functions.silence import Silence
from muster.service.acting.deed import Acting
from muster.service.errors import MusterError
from muster.service.reconciler import Reconciler


class WiredWithoutSecret:
    """A `Wired` of a stack whose Slack secret nobody has filled yet."""

    def __init__(self):
        self.service = fake_service()
        self.executions = FakeExecutions()
        table, clock = self.service.table, self.service.clock
        self.parts = SimpleNamespace(service=self.service)
        self.own = SimpleNamespace(clock=clock)
        acting = Acting(table, table, table, self.executions, clock)
        self.without_chat = Reconciler(acting, Silence())

    @property
    def reconciler(self):
        raise MusterError("secret `muster-slack` has no `token`", "fill it")


@pytest.fixture
def wired(monkeypatch):
    made = WiredWithoutSecret()
    kept = SimpleNamespace(current=lambda: made)
    monkeypatch.setattr(reconciler_function, "_warm", lambda: kept)
    return made


def test_runs_are_started_and_measured_though_no_bot_can_be_made(wired, capsys):
    put_run(wired.service, state="requested", since=NOW - 60, heartbeat=0)

    with pytest.raises(MusterError, match="has no `token`"):
        reconciler_function.handler({}, None)

    [(_, given, _)] = wired.executions.started
    assert given == {"RunId": [RUN]}
    assert json.loads(capsys.readouterr().out)["ActiveRuns"] == 1
