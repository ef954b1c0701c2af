"""How much room there is for executions."""

from collections.abc import Iterator

from muster.service.doctor.finding import Answer, doubtful, good
from muster.service.doctor.patient import Patient

TITLE = "quota of executions"
EXECUTIONS = 100
"""At a time, children included (AWS General Reference, Systems Manager quotas)."""


def check(patient: Patient) -> Iterator[Answer]:
    """Executions that run now leave room for a run with its waves."""
    running = patient.quotas.executions()
    sentence = f"{running} of {EXECUTIONS} automations run"
    if running * 2 > EXECUTIONS:
        yield doubtful(sentence, "what is above the quota waits; see what else runs so many")
    else:
        yield good(sentence)
