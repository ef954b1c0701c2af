"""How much room there is for recovery jobs."""

from collections.abc import Iterator

from muster.service.doctor.finding import Answer, doubtful, good
from muster.service.doctor.patient import Patient

TITLE = "quotas of DRS"
JOBS, SERVERS = 20, 500
"""Jobs under way, and servers in all of them (AWS General Reference, DRS quotas)."""


def check(patient: Patient) -> Iterator[Answer]:
    """Jobs and servers under way leave room for a run."""
    if not patient.estate.is_initialised():
        return
    jobs = patient.estate.at_work()
    servers = sum(jobs.values())
    sentence = f"{len(jobs)} of {JOBS} jobs, {servers} of {SERVERS} servers in jobs"
    if len(jobs) * 2 > JOBS or servers * 2 > SERVERS:
        yield doubtful(sentence, "a run waits until there is room; let others end first")
    else:
        yield good(sentence)
