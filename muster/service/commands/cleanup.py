"""`cleanup`: terminate exactly the instances of a drill that has ended."""

from muster.engine.names import pack_document
from muster.service.commands.asking import Question, answer_of
from muster.service.service import Service

PATIENCE = 4 * 3600
"""Seconds; it waits for DRS jobs of the run that still launch."""


def cleanup(service: Service, run: str, *, reason: str = "") -> str:
    """Do it and give the sentence of what is left. Raises `RefusedError` with the reason if not."""
    given = {"RunId": [run], "Reason": [reason]}
    return answer_of(service, Question(pack_document("cleanup"), given, PATIENCE, pause=5.0))
