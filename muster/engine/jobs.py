"""DRS's jobs as the shared item of a target holds them: short, as text, and only what is asked."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from muster.engine.items import Intent
from muster.engine.moments import epoch_of
from muster.engine.names import TAG_INTENT

COMPLETED = "COMPLETED"
FORGOTTEN = "FORGOTTEN"
"""No status of DRS: it does not know the job any more."""
LAUNCH, TERMINATE = "LAUNCH", "TERMINATE"
LAUNCHED = "LAUNCHED"
"""The launch status of a server that is launched (API shape LaunchStatus)."""


@dataclass(frozen=True)
class Job:
    """One DRS job, of whoever started it; times in epoch seconds, 0 while it is not over.

    `intent` is the tag that names the intent of ours; `servers` is launch status by server id.
    """

    job: str
    status: str
    kind: str = LAUNCH
    created: int = 0
    ended: int = 0
    intent: str = ""
    servers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_over(self) -> bool:
        """Whether DRS is done with it, whatever became of its servers."""
        return self.status in {COMPLETED, FORGOTTEN}

    @property
    def may_be_ours(self) -> bool:
        """Whether it launches: a conversion that DRS makes in a staging account never is ours."""
        return self.kind in {LAUNCH, ""}


def read_job(job: Mapping[str, Any]) -> Job:
    """A job as DRS describes it (API shape Job) as a value; unknown statuses stay as they are.

    Whoever started it, its participants need not name source servers (shape ParticipatingServer).
    """
    entries = job.get("participatingServers") or ()
    return Job(
        job=str(job["jobID"]),
        status=str(job.get("status") or ""),
        kind=str(job.get("type") or ""),
        created=epoch_of(job.get("creationDateTime")),
        ended=epoch_of(job.get("endDateTime")),
        intent=str((job.get("tags") or {}).get(TAG_INTENT) or ""),
        servers={
            server: str(entry.get("launchStatus") or "")
            for entry in entries
            if (server := str(entry.get("sourceServerID") or ""))
        },
    )


def busy_servers(jobs: Iterable[Job]) -> dict[str, str]:
    """Server id to the job in progress that holds it."""
    return {server: job.job for job in jobs if not job.is_over for server in job.servers}


def own_jobs(intents: Iterable[Intent]) -> frozenset[str]:
    """The ids of the jobs that these intents are known to have placed."""
    return frozenset(intent.job for intent in intents if intent.job)


def jobs_as_text(jobs: Iterable[Job]) -> str:
    """The jobs as one text: many servers share few statuses, so servers stand by status."""
    return json.dumps([_as_list(job) for job in jobs], separators=(",", ":"))


def jobs_from_text(text: str) -> tuple[Job, ...]:
    """The jobs of such a text."""
    return tuple(_from_list(entry) for entry in json.loads(text or "[]"))


def _as_list(job: Job) -> list[object]:
    by_status: dict[str, list[str]] = {}
    for server, status in job.servers.items():
        by_status.setdefault(status, []).append(server)
    return [job.job, job.status, job.kind, job.created, job.ended, job.intent, by_status]


def _from_list(entry: list[Any]) -> Job:
    job, status, kind, created, ended, intent, by_status, *_ = entry
    servers = {server: status for status, names in by_status.items() for server in names}
    return Job(job, status, kind, created, ended, intent, servers)
