"""`approve`, `reject`: one person's decision at a gate."""

from muster.engine.names import pack_document
from muster.service.commands.asking import Question, answer_of
from muster.service.service import Service


def decide(service: Service, run: str, decision: str, *, gate: str = "", reason: str = "") -> str:
    """Decide `approve` or `reject` at a gate (empty: the one that is open).

    Gives the sentence of what became of it. Raises `RefusedError` if it does not count.
    """
    given = {"RunId": [run], "Gate": [gate], "Decision": [decision], "Reason": [reason]}
    return answer_of(service, Question(pack_document("decide"), given))
