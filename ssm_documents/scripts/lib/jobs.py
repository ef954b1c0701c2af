"""DRS's jobs, of everybody: the truth about launches, one listing for all who ask."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from muster.engine.jobs import Job, busy_servers, read_job
from muster.engine.limits import JOBS_AT_FIRST
from muster.engine.moments import moment_at
from ssm_documents.scripts.lib.clients import Where, call, call_once, client, every

PAGE = 200
NAMED = 100
"""So many jobs are asked for by id in one call; DRS would take a thousand."""


def recent_jobs(where: str | Where, since: int) -> list[Job]:
    """Every job created since (epoch seconds), newest first, other people's included."""
    return _listed(where, _created_since(since))


def poll_jobs(where: str | Where, since: int) -> list[Job]:
    """As `recent_jobs`, but DRS is asked once: a refusal is not answered by asking more often."""
    return _listed(where, _created_since(since), call_once)


def _created_since(since: int) -> dict[str, str]:
    return {"fromDate": moment_at(since)}


def busy_now(where: str | Where, now: int) -> dict[str, str]:
    """Server id to the job in progress that holds it, for who has no listing to look into."""
    return busy_servers(recent_jobs(where, now - JOBS_AT_FIRST))


def jobs_named(where: str | Where, jobs: Iterable[str]) -> list[Job]:
    """The jobs with these ids, as far as DRS still lists them."""
    wanted = sorted(set(jobs))[:NAMED]
    return _listed(where, {"jobIDs": wanted}) if wanted else []


def _listed(
    where: str | Where, filters: Mapping[str, Any], first: Callable[..., Any] = call
) -> list[Job]:
    listing = client("drs", where).describe_jobs
    found = every(listing, "items", first, filters=filters, maxResults=PAGE)
    return [read_job(job) for job in found]
