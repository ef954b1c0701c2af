"""All checks, one after the other. To add one, write its file and a row here."""

from collections.abc import Iterator
from types import ModuleType

from muster.service.doctor.checks import (
    alarms,
    automation_quota,
    clock,
    credentials,
    document_quota,
    drs,
    drs_quotas,
    drs_roles,
    event_rules,
    functions,
    hub_roles,
    pack,
    people,
    plans,
    queue,
    run_table,
    slack,
    source_servers,
    spokes,
    stack,
    vcpus,
)
from muster.service.doctor.finding import Answer, Finding, Verdict, doubtful
from muster.service.doctor.patient import Patient
from muster.service.errors import CredentialsError, ForbiddenError, MusterError, UnreachableError

CHECKS: tuple[ModuleType, ...] = (
    credentials,
    clock,
    drs,
    drs_roles,
    drs_quotas,
    source_servers,
    automation_quota,
    document_quota,
    vcpus,
    stack,
    hub_roles,
    run_table,
    people,
    pack,
    plans,
    spokes,
    event_rules,
    queue,
    functions,
    alarms,
    slack,
)
HOPELESS = (CredentialsError, UnreachableError)
"""After these no other call can succeed."""


def examine(patient: Patient) -> Iterator[Finding]:
    """Every check's findings, as they come. Ends early if AWS cannot be reached at all."""
    for check in CHECKS:
        try:
            for answer in check.check(patient):
                yield _finding(check, answer)
        except HOPELESS as error:
            yield _finding(check, Answer(Verdict.FAIL, error.sentence, error.hint))
            return
        except MusterError as error:
            yield _finding(check, _unseen(error))


def _unseen(error: MusterError) -> Answer:
    if isinstance(error, ForbiddenError):
        return doubtful(f"could not be looked at: {error.sentence}", error.hint)
    return Answer(Verdict.FAIL, error.sentence, error.hint)


def _finding(check: ModuleType, answer: Answer) -> Finding:
    return Finding(check.TITLE, answer.verdict, answer.sentence, answer.fix)
