"""Which of DRS's jobs are taken for launches of ours: none that only converts or terminates."""

import pytest

from muster.engine.items import Intent
from muster.engine.jobs import Job
from muster.engine.names import intent_tag
from ssm_documents.scripts.lib import intents
from ssm_documents.scripts.lib.here import Here

NOW = 1_000_000
INTENT = Intent("0001-1-1-s-1", "web", "open", servers=("s-1",), at=NOW - 10)
TAG = intent_tag("run-1", "web", INTENT.intent)


@pytest.fixture
def settled(monkeypatch):
    """Which job an intent is found to have, with these jobs listed; empty if none."""

    def of(*jobs: Job) -> str:
        found = [""]
        here = Here.__new__(Here)
        object.__setattr__(here, "run", "run-1")
        monkeypatch.setattr(intents, "become", lambda *_, job="": found.append(job))
        monkeypatch.setattr(intents, "now", lambda: NOW)
        monkeypatch.setattr(intents, "_last_launch", lambda *_: "")
        intents.settle_open(here, [INTENT], jobs)
        return found[-1]

    return of


def job(kind: str, **more: str) -> Job:
    return Job("drsjob-1", "STARTED", kind, created=NOW, servers={"s-1": "PENDING"}, **more)


@pytest.mark.parametrize("more", [{}, {"intent": TAG}])
def test_a_launch_of_just_these_servers_is_ours_with_the_tag_and_without(settled, more):
    assert settled(job("LAUNCH", **more)) == "drsjob-1"


@pytest.mark.parametrize("kind", ["CREATE_CONVERTED_SNAPSHOT", "TERMINATE", "SOMETHING_NEW"])
@pytest.mark.parametrize("more", [{}, {"intent": TAG}])
def test_a_job_that_does_not_launch_is_never_ours_even_with_our_tag(settled, kind, more):
    assert settled(job(kind, **more)) == ""
