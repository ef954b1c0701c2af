"""How often a wave reads the logs of its jobs, and what it makes of them."""

import pytest
from botocore.exceptions import ConnectionError as NoConnectionError

from muster.engine.items import Intent
from ssm_documents.scripts.lib import job_logs
from ssm_documents.scripts.lib.here import Here
from ssm_documents.scripts.lib.job_logs import JobLog, JobLogs

HERE = Here.__new__(Here)
INTENT = Intent("0001-1-1-s-1", "web", "placed", servers=("s-1", "s-2"), job="drsjob-1")


class Drs:
    """The log of one job, the time, and how often it was read."""

    def __init__(self):
        self.now, self.reads, self.log, self.is_down = 1_795_168_800, 0, [], False  # 10:00 UTC

    def entries(self, _there, _job):
        self.reads += 1
        if self.is_down:
            raise NoConnectionError(error="no route")
        return self.log


@pytest.fixture
def drs(monkeypatch):
    drs = Drs()
    monkeypatch.setattr(job_logs, "now", lambda: drs.now)
    monkeypatch.setattr(job_logs, "entries", drs.entries)
    monkeypatch.setattr(job_logs, "place_of", lambda *_: ("210987654321", "us-west-2"))
    monkeypatch.setattr(job_logs, "where", lambda *_: "us-west-2")
    return drs


def entry(event, at, server=""):
    data = {"eventData": {"sourceServerID": server}} if server else {}
    return {"event": event, "logDateTime": f"2026-11-20T{at}:00Z", **data}


def test_one_reading_of_a_log_serves_all_who_ask_until_it_is_too_old_for_them(drs):
    logs = JobLogs()

    logs.of(HERE, INTENT, 60)
    drs.now += 60
    logs.of(HERE, INTENT, 120)
    assert drs.reads == 1
    logs.of(HERE, INTENT, 60)
    assert drs.reads == 2


def test_a_log_tells_when_it_spoke_of_each_server_and_whose_launch_has_begun(drs):
    drs.log = [
        entry("JOB_START", "10:00"),
        entry("LAUNCH_START", "10:08", "s-1"),
        entry("CONVERSION_START", "10:02", "s-1"),
        entry("CONVERSION_START", "10:03", "s-2"),
    ]

    log = JobLogs().of(HERE, INTENT, 60)

    assert log.launching == {"s-1"}
    assert {name: (at - drs.now) // 60 for name, at in log.heard.items()} == {
        "": 0,
        "s-1": 8,
        "s-2": 3,
    }


def test_a_log_that_cannot_be_read_stays_what_it_was_and_is_not_asked_for_at_every_tick(drs):
    drs.log, logs = [entry("LAUNCH_START", "10:00", "s-1")], JobLogs()
    logs.of(HERE, INTENT, 60)
    drs.is_down = True

    drs.now += 60
    assert logs.of(HERE, INTENT, 60) == JobLog({"s-1": drs.now - 60}, frozenset({"s-1"}))
    drs.now += 30
    logs.of(HERE, INTENT, 60)
    assert drs.reads == 2


def test_of_a_log_that_never_came_nothing_is_known(drs):
    drs.is_down = True

    assert JobLogs().of(HERE, INTENT, 60) is None
