"""The read model: how a run stands, which run is meant, whether its record is whole."""

import pytest
from fakes.muster_service import (
    NOW,
    OTHER,
    RUN,
    fake_service,
    put_decision,
    put_gate,
    put_people,
    put_run,
    put_server,
    put_wave,
)

from muster.engine.audit import next_row
from muster.engine.keys import audit_key, cleanup_key, run_key
from muster.service.errors import UnknownRunError
from muster.service.reading.history import history
from muster.service.reading.people import known_people
from muster.service.reading.run_view import look_at
from muster.service.reading.runs import find_run, list_runs
from muster.service.reading.wave_view import in_a_sentence


@pytest.fixture
def service():
    return fake_service(put_run)


def waits_for(service, wave):
    view = look_at(service, RUN)
    return {each.wave: each.waits_for for each in view.waves}[wave]


def test_a_wave_waits_for_the_waves_it_needs(service):
    put_wave(service, "databases", order=0, state="recovering")
    put_wave(service, "cache", order=1, state="succeeded")
    put_wave(service, "web", order=2, needs=["databases", "cache"])

    assert waits_for(service, "web") == "databases"


def test_a_wave_whose_needs_are_done_waits_out_the_plans_wait(service):
    put_wave(service, "databases", state="succeeded", ended_at=NOW - 20)
    put_wave(service, "web", order=1, needs=["databases"], spec={"wait": 120})

    assert waits_for(service, "web") == "the plan's wait, 1 m 40 s more"


def test_a_ready_wave_of_a_paused_run_waits_for_the_resume(service):
    service.table.change(run_key(RUN), hold=True, held_by="operator", held_at=NOW - 5)
    put_wave(service, "web")

    assert waits_for(service, "web") == "the run is paused"


def test_a_wave_at_its_gate_waits_for_the_people_who_are_asked(service):
    put_wave(service, "web", state="approving")
    put_gate(service, "web", count=2)
    put_decision(service, "web", "approver")

    assert waits_for(service, "web") == "approval of @dr-approvers (1 of 2)"


@pytest.mark.parametrize("state", ["failed", "lost", "rejected", "expired"])
def test_a_wave_that_did_not_succeed_waits_for_a_decision(service, state):
    put_wave(service, "web", state=state, reason="why", spec={"then": "ask"})

    assert waits_for(service, "web") == "a decision: retry, skip or abort"
    assert [wave.reason for wave in look_at(service, RUN).asking] == ["why"]


def test_a_failed_wave_that_the_plan_goes_on_without_asks_nobody(service):
    put_wave(service, "web", state="failed", spec={"then": "continue"})

    assert look_at(service, RUN).asking == ()


def test_what_a_running_wave_says_is_passed_on(service):
    put_wave(service, "web", state="checking", waits_for="health of web-1")

    assert waits_for(service, "web") == "health of web-1"


def test_nothing_is_waited_for_when_the_run_is_over(service):
    service.table.change(run_key(RUN), state="cancelled", ended_at=NOW - 10)
    put_wave(service, "web", state="failed")

    assert waits_for(service, "web") == ""
    assert look_at(service, RUN).asking == ()


def test_who_may_approve_leaves_out_who_started_the_run_and_who_has_approved(service):
    put_gate(service, "web", count=2)
    put_decision(service, "web", "approver")

    (gate,) = look_at(service, RUN).gates

    assert (gate.may, gate.approved) == (("oncall",), ("approver",))
    assert gate.expires_in == 3540


def test_nobody_may_approve_at_a_gate_that_has_expired(service):
    put_gate(service, "web", expires_at=NOW - 1)

    (gate,) = look_at(service, RUN).gates

    assert (gate.may, gate.expires_in) == ((), 0)


def test_closed_gates_are_not_shown(service):
    put_gate(service, "web", state="rejected")
    put_gate(service, "web", attempt=2, state="approved")

    assert look_at(service, RUN).gates == ()


def test_an_old_heartbeat_means_that_the_driver_is_lost(service):
    service.table.change(run_key(RUN), heartbeat=NOW - 121)
    assert look_at(service, RUN).lost_driver

    service.table.change(run_key(RUN), heartbeat=NOW - 119)
    assert not look_at(service, RUN).lost_driver


def test_a_clock_that_is_behind_the_record_is_not_believed(service):
    service.clock.moment = NOW - 500

    view = look_at(service, RUN)

    assert view.as_of == NOW - 3
    assert view.elapsed == 597


def test_a_drill_with_launched_servers_may_be_cleaned_up_once_it_is_over(service):
    put_server(service, "web", "s-1", state="launched", instance="i-1", intent="a")
    assert not look_at(service, RUN).may_clean_up

    service.table.change(run_key(RUN), state="succeeded", ended_at=NOW)
    assert look_at(service, RUN).may_clean_up

    service.table.put(cleanup_key(RUN), state="done")
    assert not look_at(service, RUN).may_clean_up


def test_the_instances_of_a_recovery_are_never_offered_for_cleaning_up(service):
    service.table.change(run_key(RUN), mode="recovery", state="succeeded", ended_at=NOW)
    put_server(service, "web", "s-1", state="launched", instance="i-1")

    assert not look_at(service, RUN).may_clean_up


def test_waves_come_in_the_order_of_the_plan_with_their_servers(service):
    put_wave(service, "b", order=1)
    put_wave(service, "c", order=0)
    put_server(service, "c", "s-1")

    view = look_at(service, RUN)

    assert [wave.wave for wave in view.waves] == ["c", "b"]
    assert [server.server for server in view.waves[0].servers] == ["s-1"]


def test_there_is_nothing_to_look_at_where_there_is_no_run(service):
    with pytest.raises(UnknownRunError):
        look_at(service, OTHER)


# which run is meant


@pytest.fixture
def two_runs(service):
    put_run(service, OTHER, requested_at=NOW - 60, plan="billing", state="failed", ended_at=NOW)
    return service


@pytest.mark.parametrize(
    ("text", "run"), [("last", OTHER), (RUN, RUN), ("7f3a1", RUN), ("7f3a9", OTHER)]
)
def test_a_run_is_meant_by_last_by_its_id_or_by_how_that_begins(two_runs, text, run):
    assert find_run(two_runs, text) == run


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("7f3a", "begins the ids of 2 runs"),
        ("ffff", "there is no run `ffff` here"),
        ("", "is no id of a run"),
        ("7" * 65, "is no id of a run"),
    ],
)
def test_what_means_no_run_or_several_is_refused(two_runs, text, sentence):
    with pytest.raises(UnknownRunError, match=sentence) as caught:
        find_run(two_runs, text)

    assert "muster run list" in caught.value.hint


def test_last_needs_a_run():
    with pytest.raises(UnknownRunError, match="no run here yet"):
        find_run(fake_service(), "last")


def test_runs_are_listed_as_they_stand_newest_first(two_runs):
    assert [(run.run, run.state) for run in list_runs(two_runs)] == [
        (OTHER, "failed"),
        (RUN, "running"),
    ]


def test_runs_of_one_plan_are_found_behind_newer_ones_of_others(two_runs):
    assert [run.run for run in list_runs(two_runs, newest=1, plan="payments")] == [RUN]


# people


def test_people_are_known_by_principal_and_called_by_both_names(service):
    put_people(service)
    people = known_people(service)

    assert people.behind("arn:aws:iam::123456789012:user/approver") == "approver"
    assert people.behind("arn:aws:iam::123456789012:user/nobody") == ""
    assert [people.called(name) for name in ("approver", "oncall", "x")] == [
        "approver (Alan Approver)",
        "oncall",
        "x",
    ]


# the record


def record(service, *texts):
    for text in texts:
        latest = service.table.items(f"AUDIT#{RUN}", newest=12)
        row = {"fact": text, "text": text, "who": "muster", "door": "ssm", "at": NOW}
        service.table.write(next_row(RUN, latest, row))


def test_a_record_as_it_was_written_is_whole(service):
    record(service, "one", "two", "three")

    found = history(service.table, RUN)

    assert found.is_whole
    assert [row.text for row in found.rows] == ["one", "two", "three"]


def test_a_changed_row_breaks_the_record(service):
    record(service, "one", "two", "three")
    service.table.change(audit_key(RUN, 2), text="2")

    assert history(service.table, RUN).broken_at == 2


def test_a_row_that_is_gone_breaks_the_record(service):
    record(service, "one", "two", "three")
    del service.table.content[audit_key(RUN, 1)]

    assert history(service.table, RUN).broken_at == 1


@pytest.mark.parametrize(
    ("waits_for", "told"),
    [
        ("databases", "waits for databases"),
        ("the run is paused", "waits: the run is paused"),
        ("the run table, which was too slow", "waits for the run table, which was too slow"),
    ],
)
def test_what_a_wave_waits_for_reads_as_a_sentence(waits_for, told):
    assert in_a_sentence(waits_for) == told
