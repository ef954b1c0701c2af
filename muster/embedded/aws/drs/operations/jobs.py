"""Jobs: list, read the log, delete."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.drs import errors
from muster.embedded.aws.drs.iso8601 import moment
from muster.embedded.aws.drs.pages import page
from muster.embedded.aws.drs.target import Target
from muster.embedded.aws.drs.views import job as views
from muster.embedded.aws.kit import Call

FOREVER = float("inf")


def describe(target: Target, call: Call) -> Mapping[str, Any]:
    """API_DescribeJobs: newest first; filters `jobIDs` (empty = all), `fromDate`, `toDate`.

    With `Timing.listing_lag` a job is absent at first, also when asked for by id.
    """
    filters = call.params.get("filters") or {}
    wanted = set(filters.get("jobIDs") or target.jobs)
    start = _bound(filters, "fromDate", -FOREVER)
    end = min(_bound(filters, "toDate", FOREVER), target.now() - target.timing.listing_lag)
    newest_first = reversed(list(target.jobs.values()))
    found = [job for job in newest_first if job.id in wanted and start <= job.created <= end]
    return page(found, call.params, views.job)


def describe_log_items(target: Target, call: Call) -> Mapping[str, Any]:
    """API_DescribeJobLogItems: oldest first, as captured.

    An unknown job answers ResourceNotFoundException, which the operation does not model (inferred).
    """
    job = target.job(call.params["jobID"])
    items = [item for item in job.log if item.moment <= target.now()]
    return page(items, call.params, views.log_item)


def delete(target: Target, call: Call) -> Mapping[str, Any]:
    """API_DeleteJob; a job in progress is a conflict (inferred from the modelled error)."""
    job = target.job(call.params["jobID"])
    if job.in_progress:
        raise errors.conflict(f"Job {job.id} is in progress.", "Job", job.id)
    del target.jobs[job.id]
    return {}


def _bound(filters: Mapping[str, str], name: str, otherwise: float) -> float:
    return moment(filters[name], f"filters.{name}") if filters.get(name) else otherwise
