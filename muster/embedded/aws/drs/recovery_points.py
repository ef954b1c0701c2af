"""Which state of a source server a launch starts from, and how it gets it.

userguide/CloudEndure-Concepts: without a `recoverySnapshotID` DRS takes an on-demand snapshot,
waits up to ten minutes for it, then uses the last consistent state; a pinned point in time needs no
wait. Which job log items a pinned one writes is undocumented; here none. A pinned id is looked up
when the job is made, and the job keeps it from expiring (inferred).
"""

from muster.embedded.aws.drs import jobs, replication, snapshots
from muster.embedded.aws.drs.iso8601 import timestamp
from muster.embedded.aws.drs.misfortunes import LaunchFailedError
from muster.embedded.aws.drs.resources import Job, Participant
from muster.embedded.aws.drs.target import Target


def take(target: Target, job: Job, participant: Participant, seconds: float) -> float:
    """The moment (epoch seconds) of the state to launch from; a new snapshot takes `seconds`.

    Raises `LaunchFailedError` where the server has no consistent state at all.
    """
    if participant.pinned is not None:
        return participant.pinned
    state = participant.server.replication.state
    if state in replication.UNFINISHED:
        return _too_early(target, job, participant)
    if state in replication.HALTED:
        return _previous(target, job, participant)
    return _on_demand(target, job, participant, seconds)


def _on_demand(target: Target, job: Job, participant: Participant, seconds: float) -> float:
    server = participant.server
    jobs.log(target, job, "SNAPSHOT_START", server.id)
    achieved = target.now() - replication.lag(server.replication, target.now())
    target.world.clock.sleep(seconds)
    jobs.log(target, job, "SNAPSHOT_END", server.id)
    return achieved


def _previous(target: Target, job: Job, participant: Participant) -> float:
    """The source is dead: wait in vain, then take the last consistent state."""
    server = participant.server
    jobs.log(target, job, "SNAPSHOT_START", server.id)
    target.world.clock.sleep(target.timing.on_demand_wait)
    last = snapshots.latest(server, target.now())
    if last is None or last.taken is None:
        text = f"No recovery snapshot exists for source server {server.id}."
        raise LaunchFailedError("USING_PREVIOUS_SNAPSHOT_FAILED", text)
    jobs.log(target, job, "USING_PREVIOUS_SNAPSHOT", server.id)
    return last.taken


def _too_early(target: Target, job: Job, participant: Participant) -> float:
    """No consistent copy exists before the initial sync is done (userguide/preparing-failover)."""
    server = participant.server
    jobs.log(target, job, "SNAPSHOT_START", server.id)
    state, now = server.replication.state, timestamp(target.now())
    text = f"Source server {server.id} has no consistent snapshot as of {now}: {state}."
    raise LaunchFailedError("SNAPSHOT_FAIL", text)
