"""Recovery instances: list, terminate, disconnect, delete."""

from collections.abc import Mapping, Sequence
from typing import Any

from muster.embedded.aws.drs import cleanup, ec2, errors, jobs, termination
from muster.embedded.aws.drs.pages import page
from muster.embedded.aws.drs.resources import Participant, RecoveryInstance
from muster.embedded.aws.drs.target import Target
from muster.embedded.aws.drs.views.job import job as job_view
from muster.embedded.aws.drs.views.recovery_instance import recovery_instance
from muster.embedded.aws.kit import Call


def describe(target: Target, call: Call) -> Mapping[str, Any]:
    """API_DescribeRecoveryInstances: filters `recoveryInstanceIDs`, `sourceServerIDs`; empty = all.

    `ec2InstanceState` is what EC2 says now, asked with the caller's permissions, so what somebody
    terminated in EC2 shows as TERMINATED. An instance is listed from LAUNCH_END on (inferred).
    """
    filters = call.params.get("filters") or {}
    ids = set(filters.get("recoveryInstanceIDs") or target.instances)
    servers = set(filters.get("sourceServerIDs") or ())
    found = [
        instance
        for instance in target.instances.values()
        if not instance.deleted
        and instance.id in ids
        and (not servers or instance.server.id in servers)
    ]
    answer = page(found, call.params, lambda instance: {"shown": instance})
    shown = [item["shown"] for item in answer["items"]]
    states = ec2.states(target, [instance.id for instance in shown], call.principal.arn)
    return {**answer, "items": [recovery_instance(one, states[one.id]) for one in shown]}


def terminate(target: Target, call: Call) -> Mapping[str, Any]:
    """API_TerminateRecoveryInstances: a TERMINATE job; one bad instance fails the call.

    An instance that is already being terminated, or whose source server is in another job, is a
    conflict. That the quotas of launches hold here too is unverified.
    """
    ids = list(dict.fromkeys(call.params["recoveryInstanceIDs"]))
    instances = [target.instance(instance_id) for instance_id in ids]
    _refuse_busy(target, instances)
    participants = [Participant(one.server) for one in _one_a_server(instances)]
    jobs.check_quotas(target, len(participants))
    order = jobs.Order("TERMINATE", "TERMINATE_RECOVERY_INSTANCES", call.principal.arn)
    job = jobs.create(target, order, participants)
    jobs.start(target, job, termination.of(frozenset(ids)))
    return {"job": job_view(job)}


def disconnect(target: Target, call: Call) -> Mapping[str, Any]:
    """API_DisconnectRecoveryInstance: replication to DRS ends; the EC2 instance lives on."""
    instance = target.instance(call.params["recoveryInstanceID"])
    _refuse_busy(target, [instance])
    if instance.disconnected:
        message = f"Recovery instance {instance.id} is disconnected already."
        raise errors.conflict(message, "RecoveryInstance", instance.id)
    instance.disconnected = True
    return {}


def delete(target: Target, call: Call) -> Mapping[str, Any]:
    """API_DeleteRecoveryInstance: "must be disconnected first". The EC2 instance lives on.

    The next launch of the source server terminates it all the same
    (userguide/failback-preparing-failover), so it is only marked.
    """
    instance = target.instance(call.params["recoveryInstanceID"])
    _refuse_busy(target, [instance])
    if not instance.disconnected:
        message = f"Recovery instance {instance.id} is not disconnected."
        raise errors.conflict(message, "RecoveryInstance", instance.id)
    cleanup.unlink(instance)
    return {}


def _refuse_busy(target: Target, instances: Sequence[RecoveryInstance]) -> None:
    for instance in instances:
        if target.is_busy(instance.server.id):
            raise errors.busy("RecoveryInstance", instance.id)


def _one_a_server(instances: Sequence[RecoveryInstance]) -> list[RecoveryInstance]:
    return list({instance.server.id: instance for instance in instances}.values())
