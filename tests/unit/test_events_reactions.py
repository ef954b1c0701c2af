"""Reactions tell what is true now, and a reaction that fails hinders no other."""

import pytest
from fakes.hearing import FakeAnnouncer, FakeRecoveryService
from fakes.muster_service import (
    RUN,
    fake_service,
    put_decision,
    put_gate,
    put_run,
    put_wave,
)
from fakes.reacting import JOB, NORA, SERVER, happens, put_locked_server

from muster.engine.keys import run_key, server_lock_key
from muster.service import events
from muster.service.announcing import CallKind
from muster.service.reactions.reactor import Reactor
from muster.service.reactions.table import HANDLERS
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


# what is told


@pytest.mark.parametrize(
    "event",
    [
        events.RunChanged(RUN),
        events.WaveChanged(RUN, "databases"),
        events.GateChanged(RUN, "applications"),
        events.ApprovalNeeded(RUN, "applications"),
        events.DecisionNeeded(RUN, "applications"),
        events.BreakGlassUsed(RUN, "applications"),
        events.CleanupDone(RUN),
        events.ExecutionEnded(RUN, "muster-drill-payments", "Success"),
    ],
    ids=lambda event: type(event).__name__,
)
def test_every_event_of_a_run_keeps_its_message_true(reactor, chat, event):
    happens(reactor, event)

    assert chat.refreshed == [RUN]
    assert chat.calls == {}


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("succeeded", CallKind.FINISHED),
        ("cancelled", CallKind.FINISHED),
        ("failed", CallKind.FAILED),
        ("aborted", CallKind.FAILED),
        ("rejected", CallKind.FAILED),
        ("expired", CallKind.FAILED),
    ],
)
def test_people_are_called_when_a_run_has_ended(service, reactor, chat, state, kind):
    put_run(service, state=state, verdict="6 of 6 servers launched")

    happens(reactor, events.RunChanged(RUN))

    (call,) = chat.calls.values()
    assert call.kind is kind
    assert call.text == f"drill of payments: {state}. 6 of 6 servers launched"


def test_people_are_called_to_an_open_gate(service, reactor, chat):
    put_gate(service, "applications", count=2)
    put_decision(service, "applications", "approver")

    happens(reactor, events.ApprovalNeeded(RUN, "applications"))

    (call,) = chat.calls.values()
    assert call.kind is CallKind.APPROVAL_NEEDED
    assert call.about == "applications"
    assert "waits for approval by @dr-approvers, 1 of 2 so far" in call.text


def test_people_are_called_to_a_failed_wave(service, reactor, chat):
    put_wave(service, "applications", state="failed", reason="1 of 2 servers not launched")

    happens(reactor, events.DecisionNeeded(RUN, "applications"))

    (call,) = chat.calls.values()
    assert call.kind is CallKind.DECISION_NEEDED
    assert call.text.endswith("wave applications failed: 1 of 2 servers not launched")
    assert call.act == "retry it, skip it, or abort the run"


def test_everybody_hears_that_the_break_glass_role_was_used(service, reactor, chat):
    put_gate(service, "applications", state="approved", by=["break-glass:arn:nora"])

    happens(reactor, events.BreakGlassUsed(RUN, "applications"))

    assert chat.kinds == [CallKind.BREAK_GLASS]


def test_a_stalled_server_of_a_run_is_told_of(service, reactor, chat, drs):
    put_locked_server(service, SERVER)
    drs.states[SERVER] = "STALLED"

    happens(reactor, events.ReplicationStalled(SERVER))

    (call,) = chat.calls.values()
    assert call.kind is CallKind.REPLICATION_STALLED
    assert call.about == SERVER
    assert call.text == f"payments: source server {SERVER} no longer sends its data"


def test_a_site_that_fails_with_hundreds_of_servers_is_some_calls_and_one_reading_a_batch(
    service, reactor, chat, drs
):
    servers = [f"s-{number:017d}" for number in range(300)]
    for server in servers:
        put_locked_server(service, server)
        drs.states[server] = "CONTINUOUS"

    for batch in range(0, 300, 10):
        drs.states |= dict.fromkeys(servers[batch : batch + 10], "DISCONNECTED")
        happens(reactor, *map(events.ReplicationStalled, servers[batch : batch + 10]))

    assert [key for _, key in chat.calls] == [f"stalled/{n}" for n in (10, 20, 50, 100, 200)]
    assert "100 of 300 source servers no longer send their data" in (
        chat.calls[RUN, "stalled/100"].text
    )
    assert len(drs.asked) == 30


def test_a_recovery_by_somebody_else_is_told_to_the_run_whose_server_it_is(
    service, reactor, chat, drs
):
    service.table.put(server_lock_key(SERVER), run=RUN)
    drs.jobs[JOB] = RecoveryJob(JOB, "START_RECOVERY", (SERVER,))

    happens(reactor, events.OutsideRecovery("StartRecovery", NORA, JOB))

    ((run, _),) = chat.calls
    assert run == RUN
    assert chat.calls[run, f"outside/{JOB}"].text == (
        f"{NORA} called StartRecovery outside muster: {SERVER}"
    )


def test_a_recovery_by_somebody_else_that_is_no_run_s_is_told_to_everybody(reactor, chat, drs):
    drs.jobs[JOB] = RecoveryJob(JOB, "START_DRILL", (SERVER,))

    happens(reactor, events.OutsideRecovery("StartRecovery", NORA, JOB))

    assert [run for run, _ in chat.calls] == [""]


# failures


def test_a_reaction_that_fails_is_logged_and_hinders_no_other(reactor, chat, monkeypatch, caplog):
    def fails(_event, _truth):
        raise ValueError("a mistake in a reaction")

    monkeypatch.setattr(
        "muster.service.reactions.reactor.HANDLERS", {**HANDLERS, events.WaveChanged: (fails,)}
    )

    well = reactor.react(RUN, [events.WaveChanged(RUN, "databases"), events.RunChanged(RUN)])

    assert not well
    assert chat.refreshed == [RUN]
    assert "a mistake in a reaction" in caplog.text


def test_a_chat_that_fails_at_the_message_still_gets_the_call(service, reactor, chat, caplog):
    put_gate(service, "applications")
    chat.broken = True

    well = reactor.react(RUN, [events.ApprovalNeeded(RUN, "applications")])

    assert not well
    assert chat.kinds == [CallKind.APPROVAL_NEEDED]
    assert "the chat is down" in caplog.text


def test_a_batch_reads_the_run_once(service, reactor, chat, monkeypatch):
    reads = []
    real = service.table.item
    monkeypatch.setattr(service.table, "item", lambda key: reads.append(key) or real(key))

    reactor.react(RUN, [events.WaveChanged(RUN, f"wave-{number}") for number in range(50)])

    assert reads == [run_key(RUN)]


def test_many_words_on_one_run_ask_for_one_look_soon_not_for_one_each(service, chat, reactor):
    put_run(service)
    soon = []
    chat.refresh_soon = soon.append

    reactor.react(RUN, [events.RunChanged(RUN), events.WaveChanged(RUN, "web")])

    assert soon == [RUN]
    assert chat.refreshed == []
