"""The runbooks of the verbs."""

from collections.abc import Iterator

from muster.service.doctor.finding import Answer, bad, doubtful, good
from muster.service.doctor.patient import Patient

TITLE = "runbooks of the verbs"
FIX = "publish them: `muster deploy`, or `muster plan publish PLAN --pack`"


def check(patient: Patient) -> Iterator[Answer]:
    """All are published, and are those of this version of muster."""
    documents = patient.service.documents
    found = {each: documents.published(each.name) for each in patient.pack()}
    missing = [each.name for each, there in found.items() if there is None]
    other = [e.name for e, there in found.items() if there and there.label != e.label]
    if missing:
        yield bad(f"missing: {', '.join(missing)}", FIX)
    if other:
        yield doubtful(f"of another version of muster: {', '.join(other)}", FIX)
    if not missing and not other:
        yield good(f"all {len(found)} are those of this version")
