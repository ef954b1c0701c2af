"""The roles that DRS itself needs."""

from collections.abc import Iterator

from muster.service.doctor.finding import Answer, bad, good
from muster.service.doctor.patient import Patient

TITLE = "roles of DRS"
SERVICE_LINKED = "AWSServiceRoleForElasticDisasterRecovery"
NEEDED = {
    SERVICE_LINKED: "DRS acts by it",
    "AWSElasticDisasterRecoveryReplicationServerRole": "replication servers run as it",
    "AWSElasticDisasterRecoveryConversionServerRole": "conversion servers run as it",
    "AWSElasticDisasterRecoveryRecoveryInstanceRole": "recovery instances run as it",
}
"""DRS User Guide, "Initializing AWS Elastic Disaster Recovery": what the console makes."""


def check(patient: Patient) -> Iterator[Answer]:
    """Service-linked and instance roles are there."""
    missing = [name for name in NEEDED if patient.roles.trusted_by(name) is None]
    for name in missing:
        yield bad(
            f"role {name} is missing: {NEEDED[name]}",
            "initialise DRS again: `aws drs initialize-service`, or in its console",
        )
    if not missing:
        yield good(f"all {len(NEEDED)} are there")
