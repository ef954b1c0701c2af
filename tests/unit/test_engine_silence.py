"""When people are told that nothing is heard of a DRS job, and what."""

import pytest

from muster.engine.jobs import Job
from muster.engine.silence import LONG_SILENT, Silence, silence_of, told_of

BEGAN = 1_795_168_800  # 10:00 UTC
NOW = BEGAN + 3600


def job(status="STARTED", **servers):
    return Job("drsjob-1", status, created=BEGAN, servers=servers or {"a": "PENDING"})


def test_a_server_of_which_the_log_spoke_lately_is_not_silent():
    assert silence_of(job(), {"a": NOW - LONG_SILENT}, NOW) is None
    assert silence_of(job(), {"a": NOW - LONG_SILENT - 1}, NOW)


def test_what_others_of_the_job_do_is_no_news_of_a_server():
    both = job(a="IN_PROGRESS", b="IN_PROGRESS")

    assert silence_of(both, {"a": BEGAN + 60, "b": NOW}, NOW).servers == ("a",)


def test_a_server_that_has_its_result_is_not_waited_for():
    one = job(a="LAUNCHED", b="FAILED", c="PENDING")

    assert silence_of(one, {"a": BEGAN, "b": BEGAN}, NOW) == Silence("drsjob-1", ("c",), BEGAN)


def test_a_job_that_has_launched_everything_and_does_not_end_is_silent_about_its_end():
    done = job(a="LAUNCHED")

    assert silence_of(done, {"a": BEGAN + 60, "": BEGAN + 120}, NOW).since == BEGAN + 120
    assert silence_of(done, {"a": NOW}, NOW) is None


def test_a_job_that_is_over_is_never_silent():
    assert silence_of(job("COMPLETED"), {}, NOW) is None


@pytest.mark.parametrize(
    ("servers", "told"),
    [
        (("a",), "DRS, silent since 10:00 UTC about db in job drsjob-1"),
        (("a", "b"), "DRS, silent since 10:00 UTC about db and b in job drsjob-1"),
        (
            ("a", "b", "c", "d"),
            "DRS, silent since 10:00 UTC about db and b and 2 more in job drsjob-1",
        ),
        ((), "the end of DRS job drsjob-1, silent since 10:00 UTC"),
    ],
)
def test_the_line_names_job_servers_and_since_when(servers, told):
    assert told_of(Silence("drsjob-1", servers, BEGAN), {"a": "db"}) == told
