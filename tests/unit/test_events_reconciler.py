"""The reconciler looks at every run of interest and carries its repairs out."""

import pytest
from fakes.hearing import FakeAnnouncer, FakeExecutions
from fakes.muster_service import (
    NOW,
    OTHER,
    RUN,
    fake_service,
    put_gate,
    put_run,
    put_wave,
)

from muster.engine.audit import broken_at
from muster.engine.keys import cleanup_key, run_key
from muster.service.acting.deed import Acting
from muster.service.announcing import CallKind
from muster.service.reconciler import EVERY, Reconciler

LONG_AGO = NOW - 600


@pytest.fixture
def service():
    return fake_service()


@pytest.fixture
def chat():
    return FakeAnnouncer()


@pytest.fixture
def executions():
    return FakeExecutions()


@pytest.fixture
def reconciler(service, chat, executions):
    table = service.table
    return Reconciler(Acting(table, table, table, executions, service.clock), chat)


def test_a_requested_run_is_started_with_what_was_asked_for_and_once(
    service, reconciler, executions
):
    put_run(service, state="requested", since=NOW - 60, waves=["databases"], heartbeat=0)

    reconciler.look()
    reconciler.look()

    ((document, parameters, _),) = executions.started
    assert document == "muster-drill-payments"
    assert parameters == {"RunId": [RUN], "Waves": ["databases"]}


def test_a_requested_clean_up_is_started_however_old_the_drill_is(service, reconciler, executions):
    put_run(service, state="succeeded", ended_at=NOW - 86_400)
    reconciler.look()

    service.table.put(cleanup_key(RUN), state="requested", requested_at=LONG_AGO, since=LONG_AGO)
    reconciler.look()

    assert [document for document, _, _ in executions.started] == ["muster-cleanup"]


def test_a_decided_gate_is_signalled(service, reconciler, executions):
    put_run(service)
    put_wave(service, "applications", state="approving", owner="wave-1")
    put_gate(
        service,
        "applications",
        execution="wave-1",
        state="approved",
        decided_at=LONG_AGO,
        reason="x",
    )

    reconciler.look()

    assert executions.signals == [("wave-1", "Approve", "x")]


def test_a_run_without_a_driver_is_marked_with_a_row_in_its_record(
    service, reconciler, executions, chat
):
    put_run(service, execution="entry-1", heartbeat=LONG_AGO, since=LONG_AGO)
    executions.over["entry-1"] = "TimedOut"

    reconciler.look()
    reconciler.look()

    rows = service.table.items(f"AUDIT#{RUN}")
    assert service.table.item(run_key(RUN))["state"] == "stalled"
    assert [row["text"] for row in rows] == [
        "stalled: its execution entry-1 ended TimedOut, and nobody drives the run"
    ]
    assert broken_at(rows) == 0
    assert chat.kinds == [CallKind.NO_DRIVER]


def test_an_execution_that_systems_manager_has_forgotten_is_over(service, reconciler, executions):
    put_run(service, execution="entry-1", heartbeat=LONG_AGO, since=LONG_AGO)
    executions.gone.add("entry-1")

    reconciler.look()

    assert service.table.item(run_key(RUN))["state"] == "stalled"


def test_a_run_that_gets_a_new_driver_at_this_moment_is_not_marked(service, reconciler, executions):
    put_run(service, execution="entry-1", heartbeat=LONG_AGO, since=LONG_AGO)
    executions.over["entry-1"] = "Failed"
    real = executions.look_at

    def revived(execution):
        service.table.change(run_key(RUN), execution="entry-2", heartbeat=NOW)
        return real(execution)

    executions.look_at = revived
    reconciler.look()

    assert service.table.item(run_key(RUN))["state"] == "running"
    assert service.table.items(f"AUDIT#{RUN}") == []


def test_no_execution_of_a_driven_run_is_looked_at(service, reconciler, executions):
    put_run(service, execution="entry-1")
    put_wave(service, "databases", state="recovering", owner="wave-1")

    reconciler.look()

    assert executions.looked_at == []


def test_it_counts_the_active_runs_and_looks_at_those_that_have_just_ended(
    service, reconciler, chat
):
    put_run(service)
    put_run(service, run=OTHER, state="succeeded", ended_at=NOW - 60, requested_at=NOW - 900)

    assert reconciler.look() == 1
    assert sorted(chat.refreshed) == sorted([RUN, OTHER])


def test_a_run_that_is_settled_is_not_read_again(service, reconciler, monkeypatch):
    put_run(service, mode="recovery", state="succeeded", ended_at=NOW - 86_400)
    reconciler.look()
    reads = []
    monkeypatch.setattr(service.table, "item", lambda key: reads.append(key) or {})

    reconciler.look()

    assert reads == []


def test_the_end_of_a_clean_up_that_no_event_told_of_is_told_however_old_the_drill_is(
    service, reconciler, chat
):
    put_run(service, state="succeeded", ended_at=NOW - 86_400)
    service.table.put(cleanup_key(RUN), state="done", since=NOW - 7000, ended_at=NOW - 30)

    reconciler.look()

    assert chat.refreshed == [RUN]


def test_every_run_is_mended_before_anybody_is_told_anything(service, reconciler, executions, chat):
    put_run(service, requested_at=NOW)
    put_run(service, run=OTHER, state="requested", since=NOW - 60, requested_at=NOW - 60)
    begun = []
    chat.refresh = lambda _: begun.append(len(executions.started))

    reconciler.look()

    assert begun == [1, 1]


def test_a_chore_that_takes_long_keeps_no_run_from_being_mended(service, reconciler, executions):
    put_run(service, state="requested", since=NOW - 60)
    begun = []
    reconciler.chores = (lambda: begun.append(len(executions.started)),)

    reconciler.look()

    assert begun == [1]


def test_a_run_that_cannot_be_read_hinders_no_other(service, reconciler, chat, caplog):
    put_run(service)
    put_run(service, run=OTHER, requested_at=NOW - 900)
    service.table.put((f"RUN#{OTHER}", "WAVE#broken"), nothing="that a wave has")

    reconciler.look()

    assert chat.refreshed == [RUN]
    assert f"run {OTHER} could not be looked after" in caplog.text


def test_a_repair_that_fails_hinders_no_other(service, reconciler, executions, chat, caplog):
    put_run(service)
    put_wave(service, "applications", state="approving", owner="wave-1")
    put_gate(service, "applications", execution="wave-1", state="approved", decided_at=LONG_AGO)
    executions.signal = None

    reconciler.look()

    assert chat.refreshed == [RUN]
    assert "a repair failed" in caplog.text


def test_it_looks_every_minute_until_it_is_stopped_and_survives_what_goes_wrong(
    service, reconciler, chat, caplog
):
    put_run(service)
    pauses = []
    real, service.table.items = service.table.items, None

    def pause(seconds):
        pauses.append(seconds)
        service.table.items = real

    reconciler.run(lambda: len(pauses) == 2, pause)

    assert pauses == [EVERY, EVERY]
    assert chat.refreshed == [RUN]
    assert "could not be looked at" in caplog.text
