"""`adopt`, `relaunch`: one verb on one source server of a run."""

from muster.engine.names import pack_document
from muster.service.commands.asking import Question, answer_of
from muster.service.service import Service


def adopt(service: Service, run: str, server: str, *, reason: str = "") -> str:
    """Give the sentence of what happened. Raises `RefusedError` if not, with why."""
    parameters = {"RunId": [run], "Server": [server], "Reason": [reason]}
    return answer_of(service, Question(pack_document("adopt"), parameters))


def relaunch(service: Service, run: str, server: str, *, instance: str, reason: str = "") -> str:
    """Give the sentence of what happened. Raises `RefusedError` if not, with why."""
    parameters = {
        "RunId": [run],
        "Server": [server],
        "Instance": [instance],
        "Reason": [reason],
    }
    return answer_of(service, Question(pack_document("relaunch"), parameters))
