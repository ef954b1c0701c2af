"""The alarms."""

from collections.abc import Iterator

from muster.service.doctor.finding import Answer, doubtful, good, passed_over
from muster.service.doctor.patient import Patient

TITLE = "alarms"


def check(patient: Patient) -> Iterator[Answer]:
    """None rings."""
    if not patient.has_stack:
        yield passed_over("there is no hub")
        return
    ringing = patient.alarms.ringing("muster-")
    for name in ringing:
        yield doubtful(f"alarm {name} rings", "its description says what to do")
    if not ringing:
        yield good("none rings")
