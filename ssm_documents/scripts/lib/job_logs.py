"""What DRS has written down about jobs (API shape JobLog): how far each server of them is.

The log is where DRS tells what goes on inside a launch. What it says here becomes words for people;
a log that cannot be read holds nothing up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from muster.engine.items import Intent
from muster.engine.moments import epoch_of
from ssm_documents.scripts.lib.clients import Where, client, every
from ssm_documents.scripts.lib.here import Here, now
from ssm_documents.scripts.lib.places import place_of, where


@dataclass(frozen=True)
class JobLog:
    """What the log of one job said when it was read."""

    heard: Mapping[str, int]
    """When it last spoke of each server and, by an empty name, of the job itself (epoch s)."""
    launching: frozenset[str]
    """The servers whose launch it has seen begin."""


@dataclass
class JobLogs:
    """The logs as they were last read, for all who ask: a log is read once for all of them."""

    asked: dict[str, int] = field(default_factory=dict)
    known: dict[str, JobLog] = field(default_factory=dict)

    def of(self, here: Here, intent: Intent, age: int) -> JobLog | None:
        """The log of an intent's job, `age` seconds old at most; older if DRS refuses it now.

        None if DRS has never given it.
        """
        if now() - self.asked.get(intent.job, 0) >= age:
            self.asked[intent.job] = now()
            self._read(where(here, place_of(here, intent)), intent.job)
        return self.known.get(intent.job)

    def _read(self, there: Where, job: str) -> None:
        try:
            self.known[job] = _told(entries(there, job))
        except (ClientError, BotoCoreError):
            return


def entries(there: Where, job: str) -> list[Any]:
    """The whole log of a job, as DRS gives it."""
    return every(client("drs", there).describe_job_log_items, jobID=job, maxResults=200)


def _told(log: Iterable[Mapping[str, Any]]) -> JobLog:
    heard: dict[str, int] = {}
    launching = set()
    for entry in log:
        server = str((entry.get("eventData") or {}).get("sourceServerID") or "")
        heard[server] = max(heard.get(server, 0), epoch_of(entry.get("logDateTime")))
        if entry.get("event") == "LAUNCH_START":
            launching.add(server)
    return JobLog(heard, frozenset(launching))
