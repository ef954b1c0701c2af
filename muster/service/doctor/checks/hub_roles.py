"""The roles that runbooks run as."""

from collections.abc import Iterator

from muster.service.doctor.finding import Answer, bad, good
from muster.service.doctor.patient import Patient

TITLE = "roles of the hub"
SERVICE = "ssm.amazonaws.com"


def check(patient: Patient) -> Iterator[Answer]:
    """They are there, and Systems Manager may become them."""
    settings = patient.settings
    wrong = 0
    for name in (settings.automation_role, settings.decision_role):
        trusted = patient.roles.trusted_by(name)
        if trusted is None or SERVICE not in trusted:
            wrong += 1
            why = "is missing" if trusted is None else "does not trust Systems Manager"
            yield bad(f"role {name} {why}: no runbook can run", "deploy the hub: `muster deploy`")
    if not wrong:
        yield good("Systems Manager may run runbooks")
