"""The embedded DRS against a captured drill: two real jobs of two Linux servers each."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from fakes.drs_world import DrsUnderTest, server

from muster.embedded.aws.drs import Timing, pace

CAPTURE = Path(__file__).parents[3] / "shared/data/drs-tools/sample_result.json"
TOLERANCE = 0.05

pytestmark = pytest.mark.skipif(not CAPTURE.exists(), reason="the captured drill is not at hand")


def captured_jobs():
    waves = json.loads(CAPTURE.read_text())["Waves"]
    return [wave["drs"]["job"] for wave in waves]


def seconds_of(job):
    return (at(job["endDateTime"]) - at(job["creationDateTime"])).total_seconds()


def at(text):
    return datetime.fromisoformat(text)


def servers_of(job):
    return [one["sourceServerID"] for one in job["participatingServers"]]


def replayed(job, before=0):
    """The same servers launched here; `before` jobs first, so that the job's chance differs."""
    drs = DrsUnderTest(*(server(one) for one in servers_of(job)))
    for _ in range(before):
        drs.launch(*servers_of(job), isDrill=True)
    done = drs.launch(*servers_of(job), isDrill=True)
    return done, drs.log(done["jobID"])


def courses(log, servers):
    """The events of the job itself and of each server, in order."""
    return {
        one: [i["event"] for i in log if i["eventData"].get("sourceServerID") == one]
        for one in (None, *servers)
    }


@pytest.mark.parametrize("number", [0, 1])
def test_a_job_of_the_same_servers_takes_as_long_as_the_captured_one(number):
    real = captured_jobs()[number]

    job, _ = replayed(real)

    assert seconds_of(job) == pytest.approx(seconds_of(real), rel=TOLERANCE)


@pytest.mark.parametrize("number", [0, 1])
def test_the_log_has_the_same_events_in_the_same_order(number):
    real = captured_jobs()[number]

    _, log = replayed(real)

    names = [item["event"] for item in log]
    assert names == [item["event"] for item in real["detail"]]
    assert courses(log, servers_of(real)) == courses(real["detail"], servers_of(real))


@pytest.mark.parametrize("number", [0, 1])
def test_every_event_carries_the_same_members(number):
    real = captured_jobs()[number]

    _, log = replayed(real)

    assert [sorted(i["eventData"]) for i in log] == [sorted(i["eventData"]) for i in real["detail"]]


@pytest.mark.parametrize("number", [0, 1])
def test_every_event_but_the_end_of_the_conversion_comes_within_a_tenth_of_the_job(number):
    real = captured_jobs()[number]
    job, log = replayed(real)

    offsets = [(at(i["logDateTime"]) - at(job["creationDateTime"])).total_seconds() for i in log]
    captured = [
        (at(i["logDateTime"]) - at(real["creationDateTime"])).total_seconds()
        for i in real["detail"]
    ]

    assert offsets == pytest.approx(captured, abs=seconds_of(real) / 10)


def test_the_job_looks_as_captured():
    real = captured_jobs()[0]

    job, _ = replayed(real)

    assert job.keys() == real.keys() - {"detail"}
    for name in ("initiatedBy", "status", "type", "tags", "participatingServers"):
        assert job[name] == real[name]


def test_a_server_that_was_never_launched_has_every_member_of_a_captured_one():
    captured = json.loads(CAPTURE.read_text())["SourceServers"]
    ((server_id, real),) = captured[0].items()

    shown = DrsUnderTest(server(server_id)).source_server(server_id)

    assert real.keys() <= shown.keys()
    assert real["lifeCycle"].keys() == shown["lifeCycle"].keys()
    assert real["sourceProperties"].keys() <= shown["sourceProperties"].keys()


def test_no_chance_takes_a_two_server_job_out_of_the_tolerance_and_both_captures_are_in_range():
    timing = Timing()

    totals = [_total(timing, f"job-{number}") for number in range(2_000)]

    first, second = map(seconds_of, captured_jobs())
    assert first * (1 - TOLERANCE) < min(totals)
    assert max(totals) < first * (1 + TOLERANCE)
    assert min(totals) < second < max(totals)


def _total(timing, job_id):
    servers = [pace.of_server(timing, job_id, number, "Linux") for number in range(2)]
    launches = [
        one.wait + one.snapshot + one.volumes + one.conversion + one.hand_over + one.launch
        for one in servers
    ]
    start = pace.of_job(timing.to_start, job_id, "start")
    return start + max(launches) + pace.of_job(timing.closing, job_id, "closing")
