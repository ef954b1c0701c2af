"""DRS as the doctor sees it (DRS API reference, DescribeSourceServers and DescribeJobs)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from muster.aws.connection import Connection
from muster.aws.errors import code_of
from muster.engine.source_servers import replication_of
from muster.service.doctor.ports import EstateServer
from muster.service.errors import AwsError

ACTIONS = ("drs:DescribeJobs", "drs:DescribeSourceServers")
UNINITIALISED = "UninitializedAccountException"
UNDER_WAY = frozenset({"PENDING", "STARTED"})
PAGE = 200


class DrsEstate:
    """An `Estate`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def is_initialised(self) -> bool:
        """Whether DRS is set up here."""
        try:
            self._call("describe_source_servers", filters={}, maxResults=1)
        except AwsError as error:
            if code_of(error) != UNINITIALISED:
                raise
            return False
        return True

    def servers(self) -> Sequence[EstateServer]:
        """All source servers."""
        return [_server(entry) for entry in self._all("describe_source_servers", filters={})]

    def at_work(self) -> Mapping[str, int]:
        """The jobs that are under way: how many servers each has."""
        jobs = self._all("describe_jobs", filters={})
        busy = (job for job in jobs if job.get("status") in UNDER_WAY)
        return {str(job["jobID"]): len(job.get("participatingServers") or ()) for job in busy}

    def _all(self, operation: str, **asked: Any) -> Iterator[Mapping[str, Any]]:
        token: dict[str, str] = {}
        while True:
            answer = self._call(operation, **asked, maxResults=PAGE, **token)
            yield from answer.get("items") or ()
            if not answer.get("nextToken"):
                return
            token = {"nextToken": answer["nextToken"]}

    def _call(self, operation: str, **asked: Any) -> Any:
        return self._connection.call("drs", operation, about="DRS", **asked)


def _server(entry: Mapping[str, Any]) -> EstateServer:
    staging = entry.get("stagingArea") or {}
    is_broken = staging.get("status") == "EXTENSION_ERROR"
    return EstateServer(
        server=str(entry["sourceServerID"]),
        replication=replication_of(entry),
        tags=dict(entry.get("tags") or {}),
        out_of_reach=str(staging.get("stagingAccountID") or "unknown") if is_broken else "",
    )
