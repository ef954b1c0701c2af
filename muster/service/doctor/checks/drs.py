"""Whether DRS is set up in the account and Region."""

from collections.abc import Iterator

from muster.service.doctor.finding import Answer, bad, good
from muster.service.doctor.patient import Patient

TITLE = "DRS"


def check(patient: Patient) -> Iterator[Answer]:
    """DRS is initialised (DRS User Guide, "Initializing AWS Elastic Disaster Recovery")."""
    if patient.estate.is_initialised():
        yield good("initialised")
    else:
        yield bad(
            "not initialised in this Region",
            "open the DRS console in this Region once, or `aws drs initialize-service`",
        )
