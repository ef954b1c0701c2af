"""The hub's stack."""

from collections.abc import Iterator

from muster.service.deploying.values import GOOD
from muster.service.doctor.finding import Answer, bad, doubtful, good
from muster.service.doctor.patient import Patient

TITLE = "hub"


def check(patient: Patient) -> Iterator[Answer]:
    """It is deployed, and the last change of it went through."""
    found = patient.stacks.look(patient.stack)
    if found is None or not found.is_there:
        yield bad(f"there is no stack {patient.stack} here", "deploy it: `muster deploy`")
    elif found.is_busy:
        yield doubtful(f"stack {found.name} is {found.status}", "wait until CloudFormation is done")
    elif found.status not in GOOD:
        why = f": {found.reason}" if found.reason else ""
        yield bad(f"stack {found.name} is {found.status}{why}", "deploy it again: `muster deploy`")
    else:
        yield good(f"stack {found.name} is {found.status}")
