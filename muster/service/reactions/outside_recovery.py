"""Somebody started or ended a recovery at DRS itself: people, if DRS knows the job."""

from collections.abc import Iterator

from muster.service.announcing import Call, CallKind, Notice, Refresh
from muster.service.events import OutsideRecovery
from muster.service.reactions.truth import Truth

NAMED = 5


def react(event: OutsideRecovery, truth: Truth) -> Iterator[Notice]:
    """What is to be told."""
    job = truth.job(event.job)
    if job is None or job.run:
        return
    if truth.run is not None:
        yield Refresh(truth.run_id)
    named = ", ".join(job.servers[:NAMED]) + (" and more" if len(job.servers) > NAMED else "")
    text = f"{event.principal or 'somebody'} called {event.operation} outside muster: {named}"
    key = f"outside/{job.job}"
    act = f"look at job {job.job} in the DRS console"
    yield Call(truth.run_id, CallKind.OUTSIDE_RECOVERY, key, job.job, text, act)
