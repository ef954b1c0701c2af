"""How much room there is for documents."""

from collections.abc import Iterator

from muster.service.commands.publication import DOCUMENTS
from muster.service.doctor.finding import Answer, doubtful, good
from muster.service.doctor.patient import Patient

TITLE = "quota of documents"
CLOSE = 50


def check(patient: Patient) -> Iterator[Answer]:
    """A plan needs two documents and one a wave."""
    there = len(patient.service.documents.names())
    sentence = f"{there} of {DOCUMENTS} documents, unless AWS has raised it"
    if there + CLOSE > DOCUMENTS:
        yield doubtful(sentence, "delete some, or ask AWS for more (Service Quotas)")
    else:
        yield good(sentence)
