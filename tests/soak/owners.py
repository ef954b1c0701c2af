"""The owners of servers: they mend what no retry can, when a wave that asks gives the reason."""

from contextlib import suppress

from botocore.exceptions import ClientError
from soak.places import REGION, targets

from muster.engine.names import TAG_RUN


def mend(team, servers):
    """Look at the servers of a wave that asks, and do what each of them needs."""
    _remove_leftovers(team, servers)
    _retire(team, servers)
    _replicate_anew(team, servers)


def _remove_leftovers(team, servers):
    """An instance whose launch failed is looked at and terminated, as the reason asks for."""
    named = [s["server"] for s in servers if "look at it first" in (s.get("reason") or "")]
    for target in targets(team.stage) if named else ():
        found = [i.id for server in named for i in target.instances_of(server)]
        if found and team.is_due(f"terminate {found}"):
            drs = _owner_of(team.stage, target.account)
            _ask(drs.terminate_recovery_instances, recoveryInstanceIDs=found)


def _retire(team, servers):
    """A server is in use after an earlier recovery: nobody but its owner may end that."""
    for target in targets(team.stage):
        found = [i for server in servers for i in target.instances_of(server["server"])]
        old = [i.id for i in found if not i.is_drill and not _is_of_muster(target, i)]
        if old and team.is_due(f"retire {old}"):
            team.acts.append(f"retire {old}")
            drs = _owner_of(team.stage, target.account)
            _ask(drs.terminate_recovery_instances, recoveryInstanceIDs=old)


def _is_of_muster(target, instance):
    job = target.jobs.get(instance.job_id)
    return job is not None and TAG_RUN in job.tags


def _replicate_anew(team, servers):
    """A server whose points in time are lost is replicated anew, an extended one where it is."""
    for target in targets(team.stage):
        for server in servers:
            source = target.servers.get(server["server"])
            if source is not None and source.replication.state == "STOPPED":
                staged = source.extension
                owner = _owner_of(team.stage, staged.account if staged else target.account)
                replicated = staged.server.id if staged else source.id
                team.acts.append(f"replicate {replicated} anew")
                _ask(owner.start_replication, sourceServerID=replicated)


def _ask(act, **named):
    """Ask once: what is refused now, for a job still has the server, is asked again later."""
    with suppress(ClientError):
        act(**named)


def _owner_of(stage, account):
    owner = f"arn:aws:iam::{account}:user/owner"
    return stage.world.client("drs", principal=owner, region=REGION)
