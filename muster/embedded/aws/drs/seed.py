"""What DRS holds before the first call, from the servers of an inventory."""

from collections import Counter
from collections.abc import Sequence

from muster.embedded.aws import seeds
from muster.embedded.aws.drs import ec2, replication
from muster.embedded.aws.drs.resources import (
    Extension,
    Job,
    LastLaunch,
    Machine,
    Participant,
    RecoveryInstance,
    Replication,
    SourceServer,
)
from muster.embedded.aws.drs.target import Target, Targets

AGE = 30 * 86_400.0
"""Seconds that a seeded server has been replicating: its points in time reach back 7 days."""
INITIAL_SYNC = 3_600.0


def seed(targets: Targets, inventory: seeds.Inventory) -> None:
    """Initialise DRS in every place of the inventory and put its servers there.

    A server with `recovery_instance` gets a real EC2 instance, launched by DRS's service-linked
    role. Raises `ValueError`, naming all mistakes.
    """
    mistakes = [mistake for server in inventory.servers for mistake in _mistakes(server)]
    mistakes += _repeated([server.id for server in inventory.servers])
    mistakes += [*_unknown_staging(inventory), *_extended_twice(inventory)]
    if mistakes:
        raise ValueError("; ".join(mistakes))
    for place in inventory.places():
        targets.at(*place).initialized = True
    for server in inventory.servers:
        target = targets.at(server.account, server.region)
        target.servers[server.id] = source_server(target, server)
    for server in inventory.servers:
        target = targets.at(server.account, server.region)
        if server.staging is not None:
            _extend(target, target.servers[server.id], server.staging)
        if server.recovery_instance is not None:
            _launched_before(
                target, target.servers[server.id], drill=server.recovery_instance == "drill"
            )


def source_server(target: Target, server: seeds.Server) -> SourceServer:
    """The source server that the seed describes."""
    created = target.now() - AGE
    return SourceServer(
        id=server.id,
        arn=target.arn("source-server", server.id),
        tags=dict(server.tags),
        machine=Machine(
            hostname=server.hostname,
            instance_type=server.instance_type,
            ram_bytes=server.ram_bytes,
            cores=server.cores,
            disks=server.disks,
            os=server.os,
        ),
        created=created,
        replication=_replication(server.replication, created, target.now()),
        launch_configuration=_launch_configuration(server),
        subnet=server.launch.subnet,
    )


def _extend(target: Target, server: SourceServer, staging: seeds.Staging) -> None:
    """It inherits replication and points in time (userguide/multi-account), and the machine."""
    base = target.at(staging.account, target.region).servers[staging.server]
    server.extension = Extension(staging.account, base, staging.error)
    server.machine, server.replication = base.machine, base.replication


def _replication(of: seeds.Replication, created: float, now: float) -> Replication:
    """`snapshot_age` fixes the ten-minute grid, and the last snapshot where replication halted."""
    made = Replication(state=of.state, lag=of.lag, since=created + INITIAL_SYNC)
    if of.state in replication.HALTED:
        made.halted_at = now
        made.until = now - of.snapshot_age
    if of.state != "STOPPED" and of.state not in replication.UNFINISHED:
        made.grid = now - of.snapshot_age
    return made


def _launch_configuration(server: seeds.Server) -> dict[str, object]:
    """The console's defaults where the seed is silent (userguide/default-drs-launch-settings)."""
    return {
        "name": server.hostname,
        "launchDisposition": server.launch.disposition,
        "targetInstanceTypeRightSizingMethod": server.launch.right_sizing,
        "copyPrivateIp": server.launch.copy_private_ip,
        "copyTags": server.launch.copy_tags,
        "licensing": {"osByol": False},
        "postLaunchEnabled": False,
        "launchIntoInstanceProperties": {},
        "recoveryMode": "OPTIMAL",
    }


def _launched_before(target: Target, server: SourceServer, *, drill: bool) -> None:
    """A recovery instance from a job that DRS has forgotten since."""
    job = Job(
        id=f"drsjob-{target.world.new_id(17)}",
        arn="",
        type="LAUNCH",
        initiated_by="START_DRILL" if drill else "START_RECOVERY",
        principal=service_linked_role(target),
        created=target.now(),
        participants={server.id: Participant(server)},
    )
    instance_id = ec2.run(target, server, job)
    target.instances[instance_id] = RecoveryInstance(
        id=instance_id,
        arn=target.arn("recovery-instance", instance_id),
        server=server,
        job_id=job.id,
        is_drill=drill,
        launched=target.now(),
        point_in_time=target.now(),
    )
    server.recovery_instance_id = instance_id
    server.last_launch_result = "SUCCEEDED"
    server.last_launch = LastLaunch(target.now(), job.id, drill, "LAUNCHED")


def service_linked_role(target: Target) -> str:
    """The ARN as which DRS itself acts when nobody called it."""
    role = "AWSServiceRoleForElasticDisasterRecovery"
    return f"arn:aws:sts::{target.account}:assumed-role/{role}/drs"


def _mistakes(server: seeds.Server) -> list[str]:
    state = server.replication.state
    return (
        [] if state in replication.STATES else [f"{server.id}: unknown replication state {state!r}"]
    )


def _unknown_staging(inventory: seeds.Inventory) -> list[str]:
    """userguide/multi-account, API_ListExtensibleSourceServers: no extension of an extension."""
    own = {(s.account, s.region, s.id) for s in inventory.servers if s.staging is None}
    return [
        f"{server.id}: staging account {server.staging.account} has no source server"
        f" {server.staging.server} of its own in {server.region}"
        for server in inventory.servers
        if server.staging
        and (
            server.staging.account == server.account
            or (server.staging.account, server.region, server.staging.server) not in own
        )
    ]


def _extended_twice(inventory: seeds.Inventory) -> list[str]:
    """API_ListExtensibleSourceServers: only what is not extended into this account yet."""
    into = [(s.account, s.region, s.staging) for s in inventory.servers if s.staging]
    return [
        f"{staging.server} of staging account {staging.account} is extended into {account} twice"
        for (account, _, staging), times in Counter(into).items()
        if times > 1
    ]


def _repeated(ids: Sequence[str]) -> list[str]:
    return [f"{one}: source server twice" for one, times in Counter(ids).items() if times > 1]
