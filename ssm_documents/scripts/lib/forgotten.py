"""Jobs of ours that DRS does not list, not even by id: deleted (API, DeleteJob), or listed late.

What came of such a job its source servers tell by their last launch, and its instances.
"""

from collections.abc import Mapping
from typing import Any

from muster.engine.instances import newest_launch
from muster.engine.items import Intent
from muster.engine.jobs import FORGOTTEN, LAUNCHED, Job
from ssm_documents.scripts.lib.clients import Where
from ssm_documents.scripts.lib.facts import instances_of, servers_by_id

GOING_ON = frozenset({"PENDING", "IN_PROGRESS"})


def job_not_listed(there: Where, intent: Intent) -> Job:
    """The job of an intent as far as it shows; a server that shows nothing of it has no status."""
    servers = servers_by_id(there, intent.servers)
    found = instances_of(there, intent.servers)
    launched = {i["sourceServerID"] for i in found if i.get("jobID") == intent.job}
    statuses = {
        name: LAUNCHED if name in launched else _going_on(servers.get(name, {}), intent.job)
        for name in intent.servers
    }
    status = "STARTED" if GOING_ON & {*statuses.values()} else FORGOTTEN
    return Job(intent.job, status, created=intent.at, ended=intent.at, servers=statuses)


def _going_on(server: Mapping[str, Any], job: str) -> str:
    """The status of the server's last launch (API shape LifeCycleLastLaunch) while it goes on."""
    status = str(((server.get("lifeCycle") or {}).get("lastLaunch") or {}).get("status") or "")
    return status if status in GOING_ON and newest_launch(server).get("jobID") == job else ""
