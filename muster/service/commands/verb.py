"""`pause`, `resume`, `retry`, `skip`, `abort`, `cancel`, `restart`: one verb on one run."""

from muster.engine.names import pack_document
from muster.service.commands.asking import Question, answer_of
from muster.service.service import Service

VERBS = ("pause", "resume", "retry", "skip", "abort", "cancel", "restart")
"""The names of the engine's verbs; each is a document of the pack."""


def verb(service: Service, run: str, name: str, *, wave: str = "", reason: str = "") -> str:
    """Do it and give the sentence of what happened. Raises `RefusedError` if not, with why."""
    parameters = {"RunId": [run], "Wave": [wave], "Reason": [reason]}
    return answer_of(service, Question(pack_document(name), parameters))
