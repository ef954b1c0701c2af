"""The rules of events."""

from collections.abc import Iterator

from muster.engine.counts import counted
from muster.service.doctor.finding import Answer, bad, good, passed_over
from muster.service.doctor.patient import Patient

TITLE = "event rules"
QUEUE = "muster-events"
FIX = "deploy the hub: `muster deploy`"


def check(patient: Patient) -> Iterator[Answer]:
    """Each is enabled, and sends to the queue."""
    if not patient.has_stack:
        yield passed_over("there is no hub")
        return
    wrong = [text for name in patient.rules if (text := _wrong(patient, name))]
    for sentence in wrong:
        yield bad(f"{sentence}: its events come a minute late, by the reconciler", FIX)
    if not wrong:
        yield good(f"{counted(len(patient.rules), 'rule sends', 'rules send')} to {QUEUE}")


def _wrong(patient: Patient, name: str) -> str:
    found = patient.event_rules.rule(name)
    if found is None:
        return f"rule {name} is missing"
    if found.state != "ENABLED":
        return f"rule {name} is {found.state}"
    if not any(arn.endswith(f":{QUEUE}") for arn in found.targets):
        return f"rule {name} does not send to {QUEUE}"
    return ""
