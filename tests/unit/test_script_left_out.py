"""DRS leaves out what its API shapes do not require: nobody stumbles over that."""

from typing import Any, ClassVar

import pytest

from muster.engine.items import Intent, Server
from muster.engine.jobs import Job
from ssm_documents.scripts.lib import inventory, jobs, results

INTENT = Intent("i", "w", "placed", servers=("s-1", "s-2"), job="j")


class Table:
    """Takes every write, and keeps it."""

    def __init__(self) -> None:
        self.written: list[Any] = []

    def write_each(self, writes: Any) -> int:
        before = len(self.written)
        self.written += writes
        return len(self.written) - before


class Here:
    run, wave, account, region = "r", "w", "1", "us-west-2"
    lent: ClassVar[dict[str, Any]] = {}

    def __init__(self) -> None:
        self.table = Table()


@pytest.fixture
def reasons(monkeypatch):
    """What becomes of the launching servers of the intent, by a job and by its log."""

    def of(job: Job, *log: dict[str, Any]) -> dict[str, str]:
        here: Any = Here()
        monkeypatch.setattr(results, "_where", lambda *_: "us-west-2")
        monkeypatch.setattr(results, "entries", lambda *_: log)
        monkeypatch.setattr(results, "settle_done", lambda *_: None)
        servers = {name: Server(name, "w", "launching", intent="i") for name in INTENT.servers}
        results._read_job(here, INTENT, servers, job)
        return {write.key[1]: write.values["reason"] for write in here.table.written}

    return of


def test_a_server_that_its_finished_job_does_not_name_has_failed_and_is_not_launched_again(reasons):
    job = Job("j", "COMPLETED", ended=1, servers={"s-1": "FAILED"})

    found = reasons(job)
    assert found["SRV#w#s-2"] == "the job ended without its result"
    assert len(found) == len(INTENT.servers)


def test_while_a_job_names_no_server_yet_nothing_is_known_of_any(reasons):
    assert reasons(Job("j", "PENDING")) == {}


def test_an_error_of_the_whole_job_is_the_reason_of_each_server_without_one_of_its_own(reasons):
    job = Job("j", "COMPLETED", ended=1, servers={"s-1": "FAILED", "s-2": "FAILED"})
    log = (
        {"event": "JOB_START"},
        {"event": "UPDATE_NETWORK_CONFIGURATION_FAILED", "eventData": {"rawError": "no network"}},
        {"event": "LAUNCH_FAILED", "eventData": {"sourceServerID": "s-1", "rawError": "no room"}},
    )

    assert reasons(job, *log) == {"SRV#w#s-1": "no room", "SRV#w#s-2": "no network"}


def test_a_job_whose_participants_are_no_source_servers_hides_no_other_job():
    failback = {
        "jobID": "j",
        "status": "STARTED",
        "participatingServers": [{"recoveryInstanceID": "i-1"}, {"sourceServerID": "s-1"}],
    }

    assert jobs.read_job(failback).servers == {"s-1": ""}


def test_a_source_server_without_tags_is_in_no_group_of_tags_and_hides_no_other():
    group = {"tags": {"Role": "web"}}
    known = {"s-1": {"sourceServerID": "s-1"}, "s-2": {"tags": {"Role": "web"}}}

    assert inventory.resolve({"web": group}, {"web": known}) == {"web": ["s-2"]}
