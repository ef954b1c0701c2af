"""Who we are, and where."""

from collections.abc import Iterator

from muster.service.doctor.finding import Answer, bad, good
from muster.service.doctor.patient import Patient

TITLE = "credentials"


def check(patient: Patient) -> Iterator[Answer]:
    """Credentials are there, are good, and lead into a Region."""
    caller = patient.service.identity.caller()
    if not caller.region:
        yield bad("no AWS Region is chosen", "name it: `--region us-west-2`")
        return
    yield good(f"account {caller.account}, {caller.region}, as {caller.arn}")
