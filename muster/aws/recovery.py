"""What DRS says of a job and of a server's replication."""

from collections.abc import Mapping, Sequence
from typing import Any

from muster.aws.connection import Connection
from muster.aws.drs_listing import PAGE, listed
from muster.engine.names import TAG_RUN
from muster.engine.source_servers import replication_of
from muster.service.recovery import RecoveryJob

ACTIONS = ("drs:DescribeJobs", "drs:DescribeSourceServers")


class DrsRecoveryService:
    """A `RecoveryService`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def job(self, job: str) -> RecoveryJob | None:
        """The job; None if DRS knows none."""
        answer = self._connection.call(
            "drs", "describe_jobs", about=f"job `{job}`", filters={"jobIDs": [job]}
        )
        found = [entry for entry in answer.get("items") or () if entry.get("jobID") == job]
        return _job(found[0]) if found else None

    def replication(self, servers: Sequence[str]) -> Mapping[str, str]:
        """Source server to replication state, without those that DRS does not know."""
        parts = (servers[at : at + PAGE] for at in range(0, len(servers), PAGE))
        asked = ({"sourceServerIDs": list(part)} for part in parts)
        found = (
            item
            for filters in asked
            for item in listed(self._connection, "describe_source_servers", filters)
        )
        return {str(item["sourceServerID"]): replication_of(item) for item in found}


def _job(entry: Mapping[str, Any]) -> RecoveryJob:
    servers = (e.get("sourceServerID") for e in entry.get("participatingServers") or ())
    return RecoveryJob(
        job=str(entry["jobID"]),
        initiated_by=str(entry.get("initiatedBy") or ""),
        servers=tuple(str(server) for server in servers if server),
        run=str((entry.get("tags") or {}).get(TAG_RUN) or ""),
    )
