"""The screens of `muster run status`, whole."""

import json

import pytest
from fakes.muster_cli import Cli
from fakes.muster_service import (
    NOW,
    RUN,
    fake_service,
    put_gate,
    put_people,
    put_run,
    put_server,
    put_wave,
)

from muster.engine.keys import cleanup_key


@pytest.fixture
def service():
    return fake_service(put_people)


@pytest.fixture
def cli(service, capsys):
    return Cli(service, capsys)


def test_a_drill_under_way(service, cli):
    put_run(service, reason="monthly drill", ticket="CHG-42")
    put_wave(
        service,
        "databases",
        state="succeeded",
        launched=2,
        since=NOW - 300,
        started_at=NOW - 580,
        ended_at=NOW - 300,
    )
    put_wave(
        service,
        "applications",
        order=1,
        needs=["databases"],
        state="approving",
        attempt=2,
        since=NOW - 60,
    )
    put_wave(service, "switch-traffic", order=2, needs=["applications"], total=0)
    put_gate(service, "applications")

    code, out, err = cli("run", "status", "last")

    assert (code, err) == (0, "")
    assert out == (
        """\
drill of payments: running, 10 m 00 s of RTO 45 m 00 s
run      7f3a1b2c-0000-4000-8000-000000000001
plan     payments (5679f30c2957) in us-west-2, account 123456789012
started  2025-10-09 08:43:20 UTC by operator (Olivia Operator): monthly drill (ticket CHG-42)

WAVE            STATE                  SERVERS  SINCE                    WAITS FOR
databases       succeeded              2/2      08:48:20, took 4 m 40 s
applications    approving (attempt 2)  0/2      08:52:20, 1 m 00 s       approval of @dr-approvers (0 of 1)
switch-traffic  pending                -                                 applications

approval needed for wave applications: 0 of 1 by @dr-approvers, expires in 59 m 00 s
  may approve: approver (Alan Approver), oncall
  muster run approve 7f3a1b2c --gate applications
  muster run reject 7f3a1b2c --gate applications

as of 2025-10-09 08:53:20 UTC
"""  # noqa: E501 - a screen
    )


def test_a_paused_run_that_lost_its_driver_and_asks_for_a_decision(service, cli):
    held = {"hold": True, "held_by": "approver", "held_at": NOW - 200, "held_why": "storage alarm"}
    put_run(service, mode="recovery", state="deciding", heartbeat=NOW - 260, **held)
    reason = "RecoverServers: 1 of 2 servers not launched: web-1 (s-1): no capacity"
    put_wave(
        service,
        "web",
        state="failed",
        launched=1,
        failed=1,
        since=NOW - 250,
        started_at=NOW - 500,
        ended_at=NOW - 250,
        reason=reason,
    )

    code, out, err = cli("run", "status", "7f3a")

    assert (code, err) == (0, "")
    assert out == (
        """\
recovery of payments: deciding, 10 m 00 s of RTO 45 m 00 s
run      7f3a1b2c-0000-4000-8000-000000000001
plan     payments (5679f30c2957) in us-west-2, account 123456789012
started  2025-10-09 08:43:20 UTC by operator (Olivia Operator)
paused   since 08:50:00 by approver (Alan Approver): storage alarm

WAVE  STATE   SERVERS  SINCE                    WAITS FOR
web   failed  1/2      08:49:10, took 4 m 10 s  a decision: retry, skip or abort

decision needed: wave web failed: RecoverServers: 1 of 2 servers not launched: web-1 (s-1): no capacity
  muster run retry 7f3a1b2c web
  muster run skip 7f3a1b2c web
  muster run abort 7f3a1b2c

the run has lost its driver: no heartbeat for 4 m 20 s
  what is being launched goes on; nothing new starts until
  muster run restart 7f3a1b2c

to go on: muster run resume 7f3a1b2c

as of 2025-10-09 08:53:20 UTC
"""  # noqa: E501 - a screen
    )


def test_a_drill_that_has_ended(service, cli):
    put_run(
        service,
        state="succeeded",
        ended_at=NOW - 60,
        achieved_rpo=240,
        point_in_time="2025-10-09T08:00:00Z",
        verdict="2 of 2 servers launched in 9 m 00 s; RTO 45 m 00 s kept",
        findings=[{"level": "warn", "server": "s-1", "name": "web-1", "text": "is replaced"}],
    )
    put_server(service, "web", "s-1", instance="i-1", state="launched")

    _, out, _ = cli("run", "status", RUN)

    assert out == (
        """\
drill of payments: succeeded, 9 m 00 s of RTO 45 m 00 s
run      7f3a1b2c-0000-4000-8000-000000000001
plan     payments (5679f30c2957) in us-west-2, account 123456789012
started  2025-10-09 08:43:20 UTC by operator (Olivia Operator)
data of  2025-10-09T08:00:00Z
ended    2025-10-09 08:52:20 UTC
RPO      4 m 00 s of 5 m 00 s
verdict  2 of 2 servers launched in 9 m 00 s; RTO 45 m 00 s kept

preflight
  warn: web-1 (s-1): is replaced

to terminate its drill instances: muster run cleanup 7f3a1b2c

as of 2025-10-09 08:53:20 UTC
"""
    )


@pytest.mark.parametrize(
    ("state", "line"),
    [
        ("rejected", "to ask again: muster run retry 7f3a1b2c"),
        ("expired", "to ask again: muster run retry 7f3a1b2c"),
        ("cancelled", "to go on: muster run restart 7f3a1b2c"),
        ("stalled", "to go on: muster run restart 7f3a1b2c"),
    ],
)
def test_every_state_with_a_way_back_names_it(service, cli, state, line):
    put_run(service, state=state, heartbeat=NOW)

    assert line in cli("run", "status", RUN)[1].splitlines()


def test_a_cleaned_up_drill_says_so(service, cli):
    put_run(service, state="succeeded", ended_at=NOW)
    service.table.put(cleanup_key(RUN), state="done")

    assert "its drill instances are terminated" in cli("run", "status", RUN)[1].splitlines()


def test_a_gate_that_nobody_can_open_says_so(service, cli):
    put_run(service, state="approving")
    put_gate(service, "run", approvers=[])

    lines = cli("run", "status", RUN)[1].splitlines()

    assert "  may approve: nobody who is published here" in lines
    assert lines[5].startswith("approval needed for the whole run: 0 of 1")


def test_control_characters_do_not_reach_the_terminal(service, cli):
    put_run(service, reason="\x1b[2Jgone")

    assert "\\x1b[2Jgone" in cli("run", "status", RUN)[1]


def test_a_run_as_json_has_everything_that_the_screen_has(service, cli):
    put_run(service)
    put_wave(service, "web")
    put_server(service, "web", "s-1")
    put_gate(service, "web")

    answer = json.loads(cli("run", "status", RUN, "--json")[1])

    assert answer["run"] == RUN
    assert answer["waves"][0]["servers"][0]["server"] == "s-1"
    assert answer["gates"][0]["may"] == ["approver", "oncall"]
    assert answer["lost_driver"] is False


def test_servers_that_have_not_passed_a_health_check_are_named_with_the_reason(service, cli):
    put_run(service)
    put_wave(service, "databases", state="checking", launched=2, since=NOW - 60)
    refused = {"health": "waiting", "finding": "tcp 5432: connection refused"}
    put_server(service, "databases", "s-1", state="launched", instance="i-1", **refused)
    put_server(service, "databases", "s-2", state="launched", instance="i-2", health="healthy")

    _, out, _ = cli("run", "status", "last")

    assert "health\n  name of s-1 (i-1): tcp 5432: connection refused\n\n" in out


def test_findings_that_are_not_kept_are_counted(service, cli):
    found = [{"level": "warn", "server": "s-1", "name": "web-1", "text": "is replaced"}] * 2
    put_run(service, findings=found, finding_count=9)

    _, out, _ = cli("run", "status", RUN)

    assert "  warn: web-1 (s-1): is replaced\n  … and 7 more\n" in out
