"""What the promises look at: jobs, waves and executions of a story."""

from collections.abc import Iterator

from soak.places import ACCOUNT, REGION, targets

from muster.embedded.aws.automation.execution import Execution
from muster.engine.names import TAG_RUN

Words = Iterator[str]


def jobs_of(story, run):
    """The DRS jobs that a run began, in every account."""
    jobs = [job for target in targets(story.stage) for job in target.jobs.values()]
    return [job for job in jobs if run and job.tags.get(TAG_RUN) == run]


def with_status(job, status):
    """The servers of a job that have come so far."""
    return [s for s, one in job.participants.items() if one.launch_status == status]


def waves_of(story, run):
    """The items of a run's waves."""
    return story.stage.items(f"RUN#{run}", "WAVE#")


def ids(servers):
    """The source server ids of a run's server items."""
    return {server["server"] for server in servers}


def executions(story) -> list[Execution]:
    """Every execution of a document of ours."""
    ours = (run.execution for run in _ledger(story).runs.values())
    return [execution for execution in ours if execution.document.name.startswith("muster-")]


def was_killed(story, execution):
    """Whether it died of a fault."""
    return _ledger(story).runs[execution.execution_id].lost


def _ledger(story):
    return story.stage.world.parts.automation.ledger(ACCOUNT, REGION)
