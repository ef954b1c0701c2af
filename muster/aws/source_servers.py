"""What DRS knows of its source servers, and where EC2 would put their recovery instances.

Sources: DRS API reference, DescribeSourceServers, DescribeRecoveryInstances, DescribeJobs,
DescribeRecoverySnapshots and GetLaunchConfiguration; EC2 API reference, DescribeInstances and
DescribeLaunchTemplateVersions. DRS launches by the default version of a server's template.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

from muster.aws.connection import Connection
from muster.aws.drs_listing import listed
from muster.aws.unlisted import unlisted_instance
from muster.engine.guards import Facts
from muster.engine.instances import instance_id, is_spare, is_there, newest_launch
from muster.engine.jobs import busy_servers, read_job
from muster.engine.limits import JOBS_AT_FIRST
from muster.engine.moments import epoch_of, moment_at
from muster.engine.source_servers import display_name, lag_of, replication_of
from muster.service.acting.values import SourceServer

ACTIONS = (
    "drs:DescribeJobs",
    "drs:DescribeRecoveryInstances",
    "drs:DescribeRecoverySnapshots",
    "drs:DescribeSourceServers",
    "drs:GetLaunchConfiguration",
    "ec2:DescribeInstances",
    "ec2:DescribeLaunchTemplateVersions",
)
LOOKS_FOR = 1.5
"""Seconds for what is good to know, a call or two a server, while Slack waits for three."""


class DrsSourceServers:
    """A `SourceServers`."""

    def __init__(self, connection: Connection, wall: Callable[[], float] | None = None) -> None:
        """`wall` in seconds of the real clock, where somebody waits for the answer; else None."""
        self._connection = connection
        self._wall = wall

    def listed(self) -> Sequence[SourceServer]:
        """All of the account and Region."""
        found = listed(self._connection, "describe_source_servers", {})
        return [source_server(item) for item in found]

    def facts(self, server: str) -> Facts:
        """What DRS says of a server at this moment: its instance, and the job that has it.

        If DRS lists no instance that is in use, EC2 is asked for one that was taken out of DRS.
        """
        about = f"source server {server}"
        filters = {"sourceServerIDs": [server]}
        known = self._connection.call(
            "drs", "describe_source_servers", about=about, filters=filters
        )
        if not known.get("items"):
            return Facts(exists=False)
        found = listed(self._connection, "describe_recovery_instances", filters, about)
        there = [instance for instance in found if is_there(instance)]
        if all(is_spare(instance) for instance in there):  # then another may be hidden by it
            there.append(unlisted_instance(self._connection, known["items"][0], there))
        instance: Mapping[str, Any] = min(filter(None, there), key=is_spare, default={})
        return Facts(
            busy_job=self._busy_job(server),
            instance=instance_id(instance),
            instance_is_drill=is_spare(instance),
            instance_job=str(instance.get("jobID") or ""),
            replication=replication_of(known["items"][0]),
        )

    def _busy_job(self, server: str) -> str:
        """The job in progress that holds the server; empty if none does."""
        since = self._connection.clock.now() - JOBS_AT_FIRST
        young = {"fromDate": moment_at(since)}
        jobs = map(read_job, listed(self._connection, "describe_jobs", young))
        return busy_servers(jobs).get(server, "")

    def snapshots(self, servers: Sequence[str]) -> Mapping[str, int]:
        """Server id to the moment (epoch seconds, UTC) of its newest recovery snapshot, if any.

        Of as many servers as there is time for.
        """
        found = {server: self._newest(server) for server in self._while_there_is_time(servers)}
        return {server: at for server, at in found.items() if at}

    def _newest(self, server: str) -> int:
        answer = self._connection.once(
            "drs",
            "describe_recovery_snapshots",
            about=f"recovery snapshots of {server}",
            sourceServerID=server,
            order="DESC",
            maxResults=10,
        )
        taken = (epoch_of(i.get("timestamp")) for i in answer.get("items") or ())
        return next((at for at in taken if at), 0)

    def subnets(self, servers: Sequence[str]) -> Mapping[str, str]:
        """Server id to the subnet that its launch template names; empty: it names none.

        Of as many servers as there is time for.
        """
        return {server: self._subnet(server) for server in self._while_there_is_time(servers)}

    def _while_there_is_time(self, servers: Sequence[str]) -> Iterator[str]:
        wall = self._wall
        until = wall() + LOOKS_FOR if wall else 0.0
        return takewhile(lambda _: not wall or wall() < until, servers)

    def _subnet(self, server: str) -> str:
        configuration = self._connection.once(
            "drs",
            "get_launch_configuration",
            about=f"launch configuration of {server}",
            sourceServerID=server,
        )
        template = configuration.get("ec2LaunchTemplateID")
        if not template:
            return ""
        answer = self._connection.once(
            "ec2",
            "describe_launch_template_versions",
            about=f"launch template {template}",
            LaunchTemplateId=template,
            Versions=["$Default"],
        )
        versions = answer.get("LaunchTemplateVersions") or ()
        return subnet_of(versions[0]["LaunchTemplateData"]) if versions else ""


def source_server(item: Mapping[str, Any]) -> SourceServer:
    """The value of DRS's shape SourceServer."""
    launch = newest_launch(item)
    return SourceServer(
        server=str(item["sourceServerID"]),
        name=display_name(item),
        tags=dict(item.get("tags") or {}),
        replication=replication_of(item),
        lag=lag_of(item),
        last_launch=(str(launch.get("type") or ""), str(launch.get("apiCallDateTime") or "")),
        instance=str(item.get("recoveryInstanceId") or ""),
    )


def subnet_of(template: Mapping[str, Any]) -> str:
    """The subnet of the first network interface that names one (EC2, LaunchTemplate data)."""
    interfaces = template.get("NetworkInterfaces") or ()
    return next((str(each["SubnetId"]) for each in interfaces if each.get("SubnetId")), "")
