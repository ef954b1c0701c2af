"""Extended source servers: they replicate in a staging account and are recovered in this one.

Documented (userguide/multi-account, API_StagingArea, API_Job, managed policy
AWSElasticDisasterRecoveryStagingAccountPolicy_v2): the extended server has the points in time of
the staging source server; DRS enters the staging account as DRSStagingAccountRole, has a converted
snapshot made there, watches that job, and shares the snapshots; a deleted staging server or a
revoked role is an extension error. Unverified, for nobody has published such a job: that there is
one CREATE_CONVERTED_SNAPSHOT job (initiated by TARGET_ACCOUNT) for each launch job and staging
account, that it begins with the launch job, that it counts into the quotas of the staging account
and holds its servers there, and that a conversion which may not begin fails its server alone.
"""

from collections.abc import Mapping, Sequence

from muster.embedded.aws.clock import Signal
from muster.embedded.aws.drs import errors, jobs, launch
from muster.embedded.aws.drs.misfortunes import LaunchFailedError, ask
from muster.embedded.aws.drs.resources import Conversion, Job, Participant, SourceServer
from muster.embedded.aws.drs.target import Target
from muster.embedded.aws.kit import AwsError

STAGES = (launch.take_point_in_time, launch.convert)


def account_of(server: SourceServer) -> str:
    """The staging account of an extended source server; empty for any other."""
    return server.extension.account if server.extension else ""


def stands_for(server: SourceServer) -> SourceServer:
    """The source server that replicates: that of the staging account, or the server itself."""
    return server.extension.server if server.extension else server


def problem(target: Target, server: SourceServer) -> str:
    """Why DRS cannot reach the staging source server, in the words of `errorMessage` (ours)."""
    extension = server.extension
    if extension is None or extension.error:
        return extension.error if extension else ""
    known = target.at(extension.account, target.region).servers
    gone = f"Source server {extension.server.id} does not exist in account {extension.account}."
    return "" if extension.server.id in known else gone


def convert(target: Target, job: Job) -> None:
    """Begin the first phase of the job's extended servers, in each of their staging accounts."""
    extended = [p for p in job.participants.values() if p.server.extension]
    faults, clock = target.world.faults, target.world.clock
    job.conversions = {
        p.server.id: Conversion(
            ask(faults, p.server.id, is_drill=job.is_drill),
            Signal(clock),
        )
        for p in extended
    }
    for account in dict.fromkeys(account_of(p.server) for p in extended):
        staging = target.at(account, target.region)
        able = _able(target, staging, job, [p for p in extended if account_of(p.server) == account])
        if able:
            _begin(target, staging, able, job.conversions)


def _able(
    target: Target, staging: Target, job: Job, extended: Sequence[Participant]
) -> list[Participant]:
    """Those that the staging account can convert now; the conversion of the others has failed."""
    refusals = {p.server.id: _refusal(target, staging, p.server) for p in extended}
    able = [p for p in extended if not refusals[p.server.id]]
    over_quota = _over_quota(staging, len(able))
    refusals |= {p.server.id: over_quota for p in able if over_quota}
    for server_id, refusal in refusals.items():
        if refusal:
            _end(job.conversions[server_id], staging, refusal)
    return [] if over_quota else able


def _refusal(target: Target, staging: Target, server: SourceServer) -> str:
    trouble = problem(target, server)
    return trouble or (errors.BUSY if staging.is_busy(stands_for(server).id) else "")


def _over_quota(staging: Target, count: int) -> str:
    try:
        jobs.check_quotas(staging, count)
    except AwsError as error:
        return str(error)
    return ""


def _begin(
    target: Target,
    staging: Target,
    extended: Sequence[Participant],
    conversions: Mapping[str, Conversion],
) -> None:
    role = f"DRSStagingAccountRole_{target.account}"
    principal = f"arn:aws:sts::{staging.account}:assumed-role/{role}/drs"
    order = jobs.Order("CREATE_CONVERTED_SNAPSHOT", "TARGET_ACCOUNT", principal)
    participants = [Participant(stands_for(p.server), pinned=p.pinned) for p in extended]
    job = jobs.create(staging, order, participants)
    job.conversions = {stands_for(p.server).id: conversions[p.server.id] for p in extended}
    jobs.start(staging, job, _work)


def _work(staging: Target, job: Job, participant: Participant, number: int) -> None:
    """One server's part in a job of the staging account; LAUNCHED at its end is unverified."""
    conversion = job.conversions[participant.server.id]
    phase = launch.begin(staging, job, participant, number, conversion.misfortune)
    participant.launch_status = "IN_PROGRESS"
    phase.sleep(phase.pace.wait)
    try:
        for stage in STAGES:
            stage(phase)
    except LaunchFailedError as failure:
        phase.log(failure.event, rawError=failure.raw_error)
        participant.launch_status = "FAILED"
        _end(conversion, staging, failure.raw_error)
    else:
        conversion.point_in_time = phase.point_in_time
        participant.launch_status = "LAUNCHED"
        conversion.over.set()


def _end(conversion: Conversion, staging: Target, reason: str) -> None:
    """The launch ends with the reason of the staging account."""
    text = f"Conversion in staging account {staging.account} failed: {reason}"
    conversion.failure = LaunchFailedError("CONVERSION_FAIL", text)
    conversion.over.set()
