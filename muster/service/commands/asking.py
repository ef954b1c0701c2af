"""Starting a document and waiting for its answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from muster.service.commands.refusals import sentence_of
from muster.service.errors import NoAnswerError, RefusedError
from muster.service.service import Service
from muster.service.values import Execution

PAUSE = 1.0
"""Seconds between two looks; GetAutomationExecution is limited to 3 a second for everybody."""

PATIENCE = 300
"""Seconds of waiting; the documents of the verbs end within some."""


@dataclass(frozen=True)
class Question:
    """A document to start, and how long its answer may take (seconds)."""

    document: str
    parameters: Mapping[str, Sequence[str]]
    patience: float = PATIENCE
    pause: float = PAUSE


def answer_of(service: Service, question: Question) -> str:
    """Start the document and give what it says. Raises `RefusedError` if it fails, with why."""
    token = service.ids.token()
    execution = service.automation.start(question.document, question.parameters, token)
    ended = wait_for(service, execution, question)
    if not ended.succeeded:
        raise refusal(ended)
    return next(iter(ended.outputs.values()), "")


def wait_for(service: Service, execution: str, question: Question) -> Execution:
    """The execution when it is over. Raises `NoAnswerError` after the question's patience."""
    waited = 0.0
    while not (found := service.automation.look_at(execution)).is_over:
        if waited >= question.patience:
            raise NoAnswerError(
                f"`{question.document}` has not ended after {question.patience:.0f} s",
                f"it goes on as execution {execution}; look at it in the Systems Manager console",
            )
        service.clock.sleep(question.pause)
        waited += question.pause
    return found


def refusal(ended: Execution) -> RefusedError:
    """What a failed execution means to whoever started it."""
    if ended.failure:
        return RefusedError(sentence_of(ended.failure))
    return RefusedError(f"execution {ended.execution} ended {ended.status} without a word")
