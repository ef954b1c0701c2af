"""How many vCPUs EC2 would launch: the quota that stops large recoveries."""

from collections.abc import Iterator

from muster.engine.counts import counted
from muster.service.doctor.finding import Answer, doubtful, good
from muster.service.doctor.patient import Patient

TITLE = "quota of vCPUs"
SERVICE, CODE = "ec2", "L-1216C47A"
"""Running On-Demand Standard instances, in vCPUs (EC2 User Guide, "On-Demand Instances")."""

SMALL = 2


def check(patient: Patient) -> Iterator[Answer]:
    """The quota leaves every source server two vCPUs: no promise, but below it a recovery fails."""
    servers = len(patient.estate.servers()) if patient.estate.is_initialised() else 0
    most = patient.quotas.most(SERVICE, CODE)
    if most is None:
        yield doubtful(
            "Service Quotas does not say it",
            f"look at `aws service-quotas get-service-quota --service-code {SERVICE}"
            f" --quota-code {CODE}`",
        )
    elif most < servers * SMALL:
        yield doubtful(
            f"{counted(round(most), 'vCPU')} for {counted(servers, 'source server')}",
            "ask AWS for more (Service Quotas)",
        )
    else:
        yield good(f"{most:.0f} for standard instances; compare it with what a whole plan launches")
