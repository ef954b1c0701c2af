"""The lists of `muster run`, line by line: runs, the record, the changes."""

import json

import pytest
from fakes.muster_cli import Cli
from fakes.muster_service import (
    NOW,
    OTHER,
    RUN,
    fake_service,
    put_gate,
    put_people,
    put_run,
    put_wave,
)

from muster.engine.audit import next_row
from muster.engine.keys import audit_key, run_key


@pytest.fixture
def service():
    return fake_service(put_people)


@pytest.fixture
def cli(service, capsys):
    return Cli(service, capsys)


def test_the_list_of_runs(service, cli):
    put_run(service)
    put_run(
        service,
        OTHER,
        requested_at=NOW - 60,
        mode="recovery",
        plan="billing",
        state="failed",
        ended_at=NOW - 10,
    )

    code, out, err = cli("run", "list")

    assert (code, err) == (0, "")
    assert out == (
        """\
RUN       PLAN      MODE      STATE    STARTED                  TOOK       BY
7f3a9999  billing   recovery  failed   2025-10-09 08:52:20 UTC  50 s       operator
7f3a1b2c  payments  drill     running  2025-10-09 08:43:20 UTC  10 m 00 s  operator
"""
    )


def test_no_runs_are_said_to_be_none(cli):
    assert cli("run", "list") == (0, "", "no run yet in the AWS of this test\n")
    assert json.loads(cli("run", "list", "--json")[1]) == []


def test_the_record_of_a_run(service, cli):
    put_run(service)
    for who, text in (("operator", "drill of plan payments: 6 servers"), ("muster", "wave web")):
        latest = service.table.items(f"AUDIT#{RUN}", newest=12)
        row = {"fact": text, "text": text, "who": who, "door": "ssm", "at": NOW}
        service.table.write(next_row(RUN, latest, row))

    code, out, err = cli("run", "history", RUN)

    assert code == 0
    assert err == "2 rows, each with the hash of the row before it\n"
    assert out == (
        """\
WHEN                     WHO       DOOR  WHAT
2025-10-09 08:53:20 UTC  operator  ssm   drill of plan payments: 6 servers
2025-10-09 08:53:20 UTC  muster    ssm   wave web
"""
    )

    service.table.change(audit_key(RUN, 2), text="nothing")
    code, _, err = cli("run", "history", RUN)

    assert code == 1
    assert err.startswith("error: row 2 is not what was written")


def test_the_changes_of_a_run_line_by_line_until_it_ends(service, cli):
    put_run(service)
    put_wave(service, "web", state="recovering", since=NOW - 30)
    steps = iter(
        [
            lambda: put_wave(service, "web", state="recovering", launched=1, since=NOW - 30),
            lambda: put_gate(service, "traffic"),
            lambda: service.table.change(run_key(RUN), hold=True, held_by="operator"),
            lambda: service.table.change(run_key(RUN), heartbeat=NOW - 600, since=NOW - 600),
            lambda: service.table.change(run_key(RUN), hold=False),
            lambda: put_wave(service, "web", state="failed", reason="no capacity", launched=1),
            lambda: service.table.change(run_key(RUN), state="aborted", ended_at=NOW + 12),
        ]
    )
    sleep = service.clock.sleep
    service.clock.sleep = lambda seconds: (sleep(seconds), next(steps)())

    code, out, err = cli("run", "watch", "last")

    assert (code, err) == (1, "")
    assert out.partition("\n\n")[0] == (
        """\
08:53:20 drill of payments: running
08:53:20 wave web: recovering 0/2
08:53:22 wave web: recovering 1/2
08:53:24 approval needed of @dr-approvers, gate traffic: muster run approve 7f3a1b2c --gate traffic
08:53:26 paused by operator
08:53:28 the run has lost its driver: muster run restart 7f3a1b2c
08:53:30 resumed
08:53:32 wave web: failed 1/2, waits for a decision: retry, skip or abort
08:53:32 wave web: no capacity
08:53:34 drill of payments: aborted"""
    )
    assert "drill of payments: aborted, 10 m 12 s of RTO 45 m 00 s" in out
