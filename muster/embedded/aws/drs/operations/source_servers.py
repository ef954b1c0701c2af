"""Source servers: list, stop and start replication, disconnect, delete."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.drs import errors, extension, replication
from muster.embedded.aws.drs.pages import page
from muster.embedded.aws.drs.resources import SourceServer
from muster.embedded.aws.drs.target import Target
from muster.embedded.aws.drs.views.source_server import source_server
from muster.embedded.aws.kit import Call


def describe(target: Target, call: Call) -> Mapping[str, Any]:
    """API_DescribeSourceServers: filters `sourceServerIDs` (empty = all), `hardwareId`.

    `stagingAccountIDs` asks for servers that are extended from these accounts. The order of the
    list is undocumented; here as seeded.
    """
    filters = call.params.get("filters") or {}
    wanted = set(filters.get("sourceServerIDs") or target.servers)
    accounts = filters.get("stagingAccountIDs")
    found = [server for server in target.servers.values() if server.id in wanted]
    found = [s for s in found if not accounts or extension.account_of(s) in accounts]
    if filters.get("hardwareId"):
        found = []  # no seed tells an EC2 id, a VMware uuid or a MAC address of a source
    return page(found, call.params, lambda server: _view(target, server))


def start_replication(target: Target, call: Call) -> Mapping[str, Any]:
    """API_StartReplication: "Starts replication for a stopped Source Server", anew."""
    server = _own(target.server(call.params["sourceServerID"]))
    if server.replication.state != "STOPPED":
        message = f"Replication of {server.id} is not stopped."
        raise errors.conflict(message, "SourceServer", server.id)
    replication.start(target, server)
    return {"sourceServer": _view(target, server)}


def stop_replication(target: Target, call: Call) -> Mapping[str, Any]:
    """API_StopReplication: the server is unprotected and its snapshots are deleted.

    Conflicts with a job on the server (inferred) and with being stopped or disconnected already.
    """
    server = _own(_idle(target, call))
    if server.replication.state in {"STOPPED", "DISCONNECTED"}:
        message = f"Replication of {server.id} is {server.replication.state} already."
        raise errors.conflict(message, "SourceServer", server.id)
    replication.change(target, server, "STOPPED")
    replication.lose_snapshots(server)
    return {"sourceServer": _view(target, server)}


def disconnect(target: Target, call: Call) -> Mapping[str, Any]:
    """API_DisconnectSourceServer: not possible while the server has a recovery instance."""
    server = _own(_idle(target, call))
    if any(not instance.deleted for instance in target.instances_of(server.id)):
        message = f"Source server {server.id} has a recovery instance."
        raise errors.conflict(message, "SourceServer", server.id)
    replication.change(target, server, "DISCONNECTED")
    replication.lose_snapshots(server)
    return _view(target, server)


def delete(target: Target, call: Call) -> Mapping[str, Any]:
    """API_DeleteSourceServer: "The Source Server must be disconnected first".

    An extended one "can be deleted at any time" (userguide/multi-account).
    """
    server = _idle(target, call)
    if not server.extension and server.replication.state != "DISCONNECTED":
        message = f"Source server {server.id} is not disconnected."
        raise errors.conflict(message, "SourceServer", server.id)
    del target.servers[server.id]
    return {}


def _own(server: SourceServer) -> SourceServer:
    """Replication of extended servers is the staging account's (userguide/multi-account).

    That the refusal is a conflict is inferred.
    """
    if server.extension:
        message = f"Source server {server.id} is extended; do this in its staging account."
        raise errors.conflict(message, "SourceServer", server.id)
    return server


def _idle(target: Target, call: Call) -> SourceServer:
    server = target.server(call.params["sourceServerID"])
    if target.is_busy(server.id):
        raise errors.busy("SourceServer", server.id)
    return server


def _view(target: Target, server: SourceServer) -> dict[str, Any]:
    out_of_reach = extension.problem(target, server)
    return source_server(server, target.now(), target.region, out_of_reach)
