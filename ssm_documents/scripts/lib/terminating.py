"""Terminating recovery instances: DRS may fail to, however often it is asked.

EC2 refuses it for an instance with termination protection (DRS user guide, best_practices_drs); the
TERMINATE job then ends, and says why in its log.
"""

from collections.abc import Iterable, Mapping, Sequence

from botocore.exceptions import ClientError

from muster.engine.jobs import TERMINATE, Job
from ssm_documents.scripts.lib.clients import Where, call, client, error_code
from ssm_documents.scripts.lib.facts import parts
from ssm_documents.scripts.lib.job_logs import entries

ENOUGH = 3
"""So many jobs that end without it are an answer."""
PER_JOB = 100
BUSY = frozenset({"ConflictException", "ServiceQuotaExceededException", "ThrottlingException"})
NOT_TERMINATED = (
    "DRS does not terminate {}{}; take off what protects them (EC2's termination protection, as a"
    " rule), then clean up again"
)


def terminate(there: Where, instances: Iterable[str]) -> None:
    """TerminateRecoveryInstances; servers that are busy are terminated at a later tick."""
    for part in parts(sorted(instances), PER_JOB):
        try:
            call(client("drs", there).terminate_recovery_instances, recoveryInstanceIDs=part)
        except ClientError as error:
            if error_code(error) not in BUSY:
                raise


def failed_terminations(jobs: Iterable[Job], since: int) -> dict[str, str]:
    """By server the newest of the jobs since then that did not terminate its instance, if enough.

    `since` in epoch seconds, UTC.
    """
    found: dict[str, list[str]] = {}
    for job in sorted(jobs, key=lambda each: each.created):
        if job.kind == TERMINATE and job.is_over and job.created >= since:
            for server, status in job.servers.items():
                if status == "FAILED":
                    found.setdefault(server, []).append(job.job)
    return {server: names[-1] for server, names in found.items() if len(names) >= ENOUGH}


def why_not_terminated(there: Where, jobs: Mapping[str, str], instances: Sequence[str]) -> str:
    """The sentence about these instances, by the jobs of their servers."""
    log = (
        entry.get("eventData") or {} for job in {*jobs.values()} for entry in entries(there, job)
    )
    errors = sorted({str(data["rawError"]) for data in log if data.get("rawError")})
    return NOT_TERMINATED.format(
        ", ".join(instances), f" ({'; '.join(errors)})"[:300] * bool(errors)
    )
