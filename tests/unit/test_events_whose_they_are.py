"""Events are told to the run whose they are; forged, late or repeated they call nobody."""

import pytest
from fakes.hearing import FakeAnnouncer, FakeRecoveryService
from fakes.muster_service import (
    NOW,
    OTHER,
    RUN,
    fake_service,
    put_gate,
    put_run,
    put_wave,
)
from fakes.reacting import JOB, NORA, SERVER, happens, put_locked_server

from muster.engine.keys import gate_key, plan_lock_key, server_lock_key
from muster.service import events
from muster.service.announcing import CallKind
from muster.service.reactions.reactor import Reactor
from muster.service.reactions.whose import plan_of
from muster.service.recovery import RecoveryJob


@pytest.fixture
def service():
    return fake_service(put_run)


@pytest.fixture
def chat():
    return FakeAnnouncer()


@pytest.fixture
def drs():
    return FakeRecoveryService()


@pytest.fixture
def reactor(service, chat, drs):
    return Reactor(service.table, drs, chat, service.clock)


# whose event it is


@pytest.mark.parametrize(
    ("document", "plan"),
    [
        ("muster-drill-payments", "payments"),
        ("muster-recover-payments", "payments"),
        ("muster-wave-payments.switch-traffic", "payments"),
        ("muster-pause", ""),
        ("AWS-RestartEC2Instance", ""),
    ],
)
def test_the_plan_is_known_by_the_document(document, plan):
    assert plan_of(document) == plan


def test_the_end_of_a_wave_s_execution_belongs_to_the_run_that_holds_the_plan(service, reactor):
    service.table.put(plan_lock_key("payments"), run=RUN)
    ended = events.ExecutionEnded("e-1", "muster-wave-payments.databases", "Failed")

    assert reactor.runs_of(ended) == {RUN}


def test_the_end_of_an_entry_execution_in_the_console_belongs_to_the_run_of_the_same_id(
    service, reactor
):
    service.table.put(plan_lock_key("payments"), run=OTHER)
    ended = events.ExecutionEnded(RUN, "muster-drill-payments", "Failed")

    assert reactor.runs_of(ended) == {RUN}


def test_the_end_of_a_verb_s_execution_belongs_to_no_run(reactor):
    assert reactor.runs_of(events.ExecutionEnded("e-1", "muster-retry", "Success")) == frozenset()


@pytest.mark.parametrize("holder", [RUN, f"cleanup:{RUN}"])
def test_a_launched_server_belongs_to_the_run_that_holds_its_lock(service, reactor, chat, holder):
    service.table.put(server_lock_key(SERVER), run=holder)

    happens(reactor, events.ServerLaunched(SERVER, JOB, ok=True))

    assert chat.refreshed == [RUN]


def test_a_server_that_no_run_holds_concerns_nobody(reactor, chat):
    happens(reactor, events.ServerLaunched(SERVER, JOB, ok=True))

    assert chat.refreshed == []


# forged, late, repeated, out of order


def test_a_forged_run_changes_nothing(reactor, chat):
    happens(
        reactor,
        events.RunChanged("no-such-run"),
        events.ApprovalNeeded("no-such-run", "applications"),
        events.DecisionNeeded("no-such-run", "applications"),
        events.BreakGlassUsed("no-such-run", "applications"),
    )

    assert (chat.refreshed, chat.calls) == ([], {})


@pytest.mark.parametrize(
    "event",
    [
        events.RunChanged(RUN),
        events.ApprovalNeeded(RUN, "applications"),
        events.DecisionNeeded(RUN, "applications"),
        events.BreakGlassUsed(RUN, "applications"),
    ],
    ids=lambda event: type(event).__name__,
)
def test_a_forged_or_late_event_calls_nobody(service, reactor, chat, event):
    put_wave(service, "applications", state="recovering")
    put_gate(service, "applications", state="approved", by=["approver"])

    happens(reactor, event)

    assert chat.calls == {}


def test_a_gate_that_has_expired_calls_nobody(service, reactor, chat):
    put_gate(service, "applications", expires_at=NOW)

    happens(reactor, events.ApprovalNeeded(RUN, "applications"))

    assert chat.calls == {}


def test_nobody_is_called_to_a_gate_of_a_run_that_has_ended(service, reactor, chat):
    put_run(service, state="cancelled")
    put_gate(service, "applications")

    happens(reactor, events.ApprovalNeeded(RUN, "applications"))

    assert chat.calls == {}


def test_a_forged_outside_recovery_calls_nobody(reactor, chat):
    happens(reactor, events.OutsideRecovery("StartRecovery", NORA, JOB))

    assert chat.calls == {}


def test_muster_s_own_job_is_no_outside_recovery_whoever_the_event_names(reactor, chat, drs):
    drs.jobs[JOB] = RecoveryJob(JOB, "START_RECOVERY", (SERVER,), run=RUN)

    happens(reactor, events.OutsideRecovery("StartRecovery", NORA, JOB))

    assert chat.calls == {}


def test_a_server_that_replicates_again_calls_nobody(service, reactor, chat, drs):
    put_locked_server(service, SERVER)
    drs.states[SERVER] = "CONTINUOUS"

    happens(reactor, events.ReplicationStalled(SERVER))

    assert chat.calls == {}


def test_events_in_the_wrong_order_tell_the_same(service, reactor, chat):
    put_run(service, state="succeeded", verdict="done")
    put_gate(service, "applications", state="approved")
    late = (events.ApprovalNeeded(RUN, "applications"), events.WaveChanged(RUN, "databases"))

    happens(reactor, events.RunChanged(RUN), *late)
    happens(reactor, *late, events.RunChanged(RUN))

    assert chat.kinds == [CallKind.FINISHED]


def test_the_same_event_twice_calls_once_and_edits_once_a_batch(service, reactor, chat):
    put_gate(service, "applications")
    event = events.ApprovalNeeded(RUN, "applications")

    happens(reactor, event, event)
    happens(reactor, event)

    assert chat.refreshed == [RUN, RUN]
    assert len(chat.calls) == 1
    assert set(chat.asked.values()) == {2}


def test_a_gate_that_is_asked_again_calls_again(service, reactor, chat):
    put_gate(service, "applications")
    happens(reactor, events.ApprovalNeeded(RUN, "applications"))

    service.table.change(gate_key(RUN, "applications", 1), state="rejected")
    put_gate(service, "applications", attempt=2)
    happens(reactor, events.ApprovalNeeded(RUN, "applications"))

    assert [key for _, key in chat.calls] == ["approval/applications/1", "approval/applications/2"]
