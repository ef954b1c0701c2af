"""Starting a run: a document is started, and the run's registration waited for."""

import pytest
from fakes.muster_service import fake_service, put_plan, put_run

from muster.engine.states import Mode
from muster.service.commands.start import PATIENCE, StartRun, start
from muster.service.errors import RefusedError

DRILL = "muster-drill-payments"


@pytest.fixture
def service():
    return fake_service(put_plan)


def registering(service, **values):
    """What the entry document does first: it writes the run item."""
    return lambda execution: put_run(service, execution, **{"state": "registered", **values})


def test_a_drill_starts_the_plans_drill_document_and_waits_until_it_is_registered(service):
    service.automation.answer(DRILL, looks=9, does=registering(service))

    started = start(service, StartRun("payments", Mode.DRILL, reason="monthly", ticket="CHG-42"))

    assert (started.run, started.state) == ("execution-1", "registered")
    parameters = {"Reason": ["monthly"], "Ticket": ["CHG-42"]}
    assert service.automation.started == [(DRILL, parameters, "token-1")]


def test_a_recovery_starts_the_other_document_with_waves_and_moment(service):
    service.automation.answer("muster-recover-payments", looks=9, does=registering(service))

    asked = StartRun("payments", Mode.RECOVERY, ("web",), point_in_time="2026-11-20T08:30:00Z")
    start(service, asked)

    document, parameters, _ = service.automation.started[0]
    assert document == "muster-recover-payments"
    assert parameters == {"Waves": ["web"], "PointInTime": ["2026-11-20T08:30:00Z"]}


def test_a_plan_that_is_not_published_is_refused_and_the_published_ones_are_named(service):
    with pytest.raises(RefusedError, match=r"no plan `paymets`; published here: payments"):
        start(service, StartRun("paymets", Mode.DRILL))

    assert service.automation.started == []


def test_a_run_that_cannot_be_registered_is_refused_in_the_runbooks_own_words(service):
    service.automation.refuse(DRILL, "plan payments is held by run 7f3a")

    with pytest.raises(RefusedError, match=r"^plan payments is held by run 7f3a$"):
        start(service, StartRun("payments", Mode.DRILL))


def test_a_run_that_registered_as_failed_is_refused_with_its_verdict(service):
    failed = registering(service, state="failed", verdict="no server has tag Role=DBServer")
    service.automation.answer(DRILL, looks=9, does=failed)

    with pytest.raises(RefusedError, match=r"^no server has tag Role=DBServer$"):
        start(service, StartRun("payments", Mode.DRILL))


def test_a_queue_at_systems_manager_is_waited_for_but_not_for_ever(service):
    service.automation.answer(DRILL, looks=10_000)

    started = start(service, StartRun("payments", Mode.DRILL))

    assert started.state == "requested"
    assert sum(service.clock.slept) == PATIENCE
