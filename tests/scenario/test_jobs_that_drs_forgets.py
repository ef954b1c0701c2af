"""A job of a run is deleted at DRS before anybody has read what came of it."""

import pytest
from fakes.sample_servers import APP, APP_TOO, DB
from stage import Stage, two_waves


@pytest.fixture
def stage():
    with Stage(plan=two_waves(), quick=True) as stage:
        yield stage


def with_a_forgotten_job(stage: Stage) -> str:
    """A run whose executions died during its first launch, of which DRS keeps the instances."""
    run = stage.drill()
    stage.until(lambda: len(stage.jobs()) == 1)
    stage.pass_time(15)
    stage.kill(stage.wave(run, "first")["owner"])
    stage.kill(run)
    stage.until(lambda: stage.jobs()[0]["status"] == "COMPLETED")
    stage.client("drs").delete_job(jobID=stage.jobs()[0]["jobID"])
    return run


def test_what_a_forgotten_job_has_launched_counts_as_launched(stage):
    run = with_a_forgotten_job(stage)

    stage.do("restart", run)
    stage.until_run(run, "succeeded")

    assert stage.launches() == [(DB,)]  # beside that of the deleted job
    assert stage.item(f"RUN#{run}", f"SRV#first#{APP}")["instance"]


def test_what_a_forgotten_job_has_not_launched_has_failed_and_is_retried(stage):
    run = with_a_forgotten_job(stage)
    instances = stage.client("drs").describe_recovery_instances(filters={})["items"]
    stage.client("drs").terminate_recovery_instances(
        recoveryInstanceIDs=[each["recoveryInstanceID"] for each in instances]
    )

    stage.do("restart", run)
    stage.until_run(run, "deciding")
    assert "does not know its job drsjob-" in stage.wave(run, "first")["reason"]

    stage.do("retry", run)
    stage.until_run(run, "succeeded")
    assert [set(job) for job in stage.launches()] == [{APP, APP_TOO}, {DB}]
