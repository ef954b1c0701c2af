"""Which run an event is about. Ours say it; those of AWS name what the run table knows the run of.

The entry execution of a run that began in the console has the run's id. Of any other execution the
plan is known by the document's name, and a plan has one active run, which its lock names. A source
server's lock names the run that it belongs to now.
"""

from collections.abc import Callable, Mapping
from typing import Any

from muster.engine.keys import plan_lock_key, run_key, server_lock_key
from muster.service import events
from muster.service.events import Event
from muster.service.ports import RunTable
from muster.service.recovery import RecoveryService

NO_RUN = ""
"""Stands for what happened outside every run."""

CLEANUP = "cleanup:"
"""What precedes the run in the lock of a server that is being cleaned up."""

ENTRIES = ("muster-drill-", "muster-recover-")
WAVES = "muster-wave-"


def runs_of(event: Event, table: RunTable, drs: RecoveryService) -> frozenset[str]:
    """The runs, possibly none; `NO_RUN` among them if it concerns everybody."""
    return _FINDERS.get(type(event), _said)(event, table, drs)


def plan_of(document: str) -> str:
    """The plan whose entry or wave the document is; empty for any other document."""
    if document.startswith(WAVES):
        return document.removeprefix(WAVES).partition(".")[0]
    found = (document.removeprefix(entry) for entry in ENTRIES if document.startswith(entry))
    return next(found, "")


def _said(event: Any, _table: RunTable, _drs: RecoveryService) -> frozenset[str]:
    return frozenset({event.run})


def _executed(
    event: events.ExecutionEnded, table: RunTable, _drs: RecoveryService
) -> frozenset[str]:
    plan = plan_of(event.document)
    if not plan:
        return frozenset()
    if table.item(run_key(event.execution)):
        return frozenset({event.execution})
    return _some(table.item(plan_lock_key(plan)).get("run"))


def _holder(server: str, table: RunTable) -> str:
    return str(table.item(server_lock_key(server)).get("run") or "").removeprefix(CLEANUP)


def _of_server(event: Any, table: RunTable, _drs: RecoveryService) -> frozenset[str]:
    return _some(_holder(event.server, table))


def _of_job(event: events.OutsideRecovery, table: RunTable, drs: RecoveryService) -> frozenset[str]:
    job = drs.job(event.job)
    holders = {_holder(server, table) for server in job.servers} if job else set()
    return frozenset(holders - {NO_RUN}) or frozenset({NO_RUN})


def _nobodys(_event: Any, _table: RunTable, _drs: RecoveryService) -> frozenset[str]:
    return frozenset()


def _some(run: Any) -> frozenset[str]:
    return frozenset({str(run)} if run else ())


_Finder = Callable[[Any, RunTable, RecoveryService], frozenset[str]]
_FINDERS: Mapping[type[Event], _Finder] = {
    events.ExecutionEnded: _executed,
    events.FailbackChanged: _nobodys,
    events.OutsideRecovery: _of_job,
    events.ReplicationStalled: _of_server,
    events.ServerLaunched: _of_server,
}
