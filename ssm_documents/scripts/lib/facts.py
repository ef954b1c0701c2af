"""What DRS says about the source servers of a wave at this moment, for the guards."""

from collections.abc import Callable, Container, Mapping, Sequence
from typing import Any

from muster.engine.guards import Facts
from muster.engine.instances import instance_id, is_spare, is_there
from muster.engine.source_servers import lag_of, replication_of
from ssm_documents.scripts.lib.clients import Where, call, client, every
from ssm_documents.scripts.lib.unlisted import unlisted_instances

LISTED = 200
"""The most ids that one Describe call of DRS takes."""
WITHOUT_POINT = frozenset(
    {"INITIATING", "INITIAL_SYNC", "STOPPED", "DISCONNECTED", "CREATING_SNAPSHOT"}
)
HasPoint = Callable[[str | Where, str], bool | None]
"""Whether a server of a place has a recovery point; None: that is not known now."""


def servers_by_id(region: str | Where, servers: Sequence[str]) -> dict[str, Any]:
    """Source servers by id; those that DRS does not know are missing."""
    drs = client("drs", region)
    found = [
        server
        for part in parts(servers, LISTED)
        for server in every(drs.describe_source_servers, filters={"sourceServerIDs": part})
    ]
    return {server["sourceServerID"]: server for server in found}


def instances_of(region: str | Where, servers: Sequence[str]) -> list[dict[str, Any]]:
    """The existing recovery instances of source servers."""
    drs = client("drs", region)
    found = [
        instance
        for part in parts(servers, LISTED)
        for instance in every(drs.describe_recovery_instances, filters={"sourceServerIDs": part})
    ]
    return [instance for instance in found if is_there(instance)]


def instances_by_server(
    region: str | Where, known: Mapping[str, Mapping[str, Any]], busy: Container[str]
) -> dict[str, Any]:
    """The existing instance of each source server, by id; of several one that is in use.

    EC2 is asked about servers of which DRS lists none that is in use: a drill's may hide it.
    """
    listed = instances_of(region, list(known))
    in_use = {instance["sourceServerID"] for instance in listed if not is_spare(instance)}
    others = {name: known[name] for name in known if name not in in_use and name not in busy}
    names = {str(instance.get("ec2InstanceID") or "") for instance in listed}
    found = [*unlisted_instances(region, others, names).values(), *listed]
    return {i["sourceServerID"]: i for i in sorted(found, key=lambda i: not is_spare(i))}


def has_point(region: str | Where, server: str) -> bool:
    """Whether the server has a recovery point."""
    return bool(newest_snapshot(region, server))


def gather(
    region: str | Where,
    servers: Sequence[str],
    busy: Mapping[str, str],
    look: HasPoint = has_point,
) -> dict[str, Facts]:
    """The facts of each server, in three listings (and one look a server that may lack a point).

    `busy` is the job in progress by server id. A server is left out if `look` does not know.
    """
    known = servers_by_id(region, servers)
    instances = instances_by_server(region, known, busy)
    pointed = {
        server: _is_doubtless(known.get(server)) or look(region, server) for server in servers
    }
    return {
        server: _facts(
            known.get(server), instances.get(server, {}), busy.get(server, ""), pointed=found
        )
        for server, found in pointed.items()
        if found is not None
    }


def newest_snapshot(region: str | Where, server: str) -> dict[str, Any]:
    """The newest recovery point of a server; empty if it has none."""
    answer = call(
        client("drs", region).describe_recovery_snapshots,
        sourceServerID=server,
        order="DESC",
        maxResults=1,
    )
    return next(iter(answer.get("items") or []), {})


def parts(values: Sequence[str], size: int) -> list[list[str]]:
    """The values in lists of at most `size`."""
    return [list(values[start : start + size]) for start in range(0, len(values), size)]


def _is_doubtless(server: Mapping[str, Any] | None) -> bool:
    """Whether nobody has to look for a recovery point; nor for one of a server that is unknown."""
    return server is None or replication_of(server) not in WITHOUT_POINT


def _facts(
    server: Mapping[str, Any] | None, instance: Mapping[str, Any], busy: str, *, pointed: bool
) -> Facts:
    if server is None:
        return Facts(exists=False)
    staging = server.get("stagingArea") or {}
    return Facts(
        busy_job=busy,
        instance=instance_id(instance),
        instance_is_drill=is_spare(instance),
        instance_job=str(instance.get("jobID") or ""),
        has_recovery_point=pointed,
        replication=replication_of(server),
        extension=str(staging.get("status") or ""),
        staging=str(staging.get("stagingAccountID") or ""),
        staging_error=str(staging.get("errorMessage") or ""),
        lag=lag_of(server) or 0,
    )
