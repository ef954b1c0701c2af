"""DRS as the doctor sees it (DRS API reference, DescribeSourceServers and DescribeJobs)."""

from collections.abc import Mapping, Sequence
from typing import Any

from muster.aws.connection import Connection
from muster.aws.drs_listing import listed
from muster.aws.errors import code_of
from muster.engine.source_servers import replication_of
from muster.service.doctor.ports import EstateServer
from muster.service.errors import AwsError

ACTIONS = ("drs:DescribeJobs", "drs:DescribeSourceServers")
UNINITIALISED = "UninitializedAccountException"
UNDER_WAY = frozenset({"PENDING", "STARTED"})


class DrsEstate:
    """An `Estate`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def is_initialised(self) -> bool:
        """Whether DRS is set up here."""
        try:
            self._connection.call(
                "drs", "describe_source_servers", about="DRS", filters={}, maxResults=1
            )
        except AwsError as error:
            if code_of(error) != UNINITIALISED:
                raise
            return False
        return True

    def servers(self) -> Sequence[EstateServer]:
        """All source servers."""
        found = listed(self._connection, "describe_source_servers", {}, about="DRS")
        return [_server(entry) for entry in found]

    def at_work(self) -> Mapping[str, int]:
        """The jobs that are under way: how many servers each has."""
        jobs = listed(self._connection, "describe_jobs", {}, about="DRS")
        busy = (job for job in jobs if job.get("status") in UNDER_WAY)
        return {str(job["jobID"]): len(job.get("participatingServers") or ()) for job in busy}


def _server(entry: Mapping[str, Any]) -> EstateServer:
    staging = entry.get("stagingArea") or {}
    is_broken = staging.get("status") == "EXTENSION_ERROR"
    return EstateServer(
        server=str(entry["sourceServerID"]),
        replication=replication_of(entry),
        tags=dict(entry.get("tags") or {}),
        out_of_reach=str(staging.get("stagingAccountID") or "unknown") if is_broken else "",
    )
