"""What probes work with: documents that come and go, and their executions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol

from muster.model.settings import Settings
from muster.service.commands.asking import Question, wait_for
from muster.service.errors import AwsError
from muster.service.service import Service
from muster.service.values import Document, Execution

PREFIX = "muster-probe-"
PATIENCE = 180
"""Seconds that an execution of a probe may take."""

NOTHING: Mapping[str, Sequence[str]] = {}
SETTLES = 10
"""Seconds after which a step that sleeps has begun."""


@dataclass(frozen=True)
class Traces:
    """What Systems Manager notes of an execution; statuses by step."""

    parent: str = ""
    executed_by: str = ""
    steps: Mapping[str, str] = field(default_factory=dict)


class Workbench(Protocol):
    """Executions, closer than anybody else needs to see them."""

    def stop(self, execution: str, kind: str) -> None:
        """Stop it; `kind` is `Cancel` or `Complete`."""
        ...

    def approve(self, execution: str, comment: str) -> None:
        """Open the gate at which it waits."""
        ...

    def traces(self, execution: str) -> Traces:
        """What Systems Manager notes of it."""
        ...


@dataclass(frozen=True)
class Bench:
    """A place to try things; `texts` of the probes' documents by their short names."""

    service: Service
    settings: Settings
    work: Workbench
    texts: Mapping[str, str]

    def lay(self, name: str, **replaced: str) -> str:
        """Make the document; its words in capitals are replaced. Gives its name."""
        text = self.texts[name]
        for word, by in replaced.items():
            text = text.replace(word, by)
        document = Document(PREFIX + name, text, sha256(text.encode()).hexdigest())
        self.service.documents.put(document)
        return document.name

    def lift(self) -> None:
        """Delete whatever documents of probes there are, also those of a probe that was killed."""
        for name in self.service.documents.names():
            if name.startswith(PREFIX):
                self.service.documents.delete(name)

    def start(self, document: str, given: Mapping[str, Sequence[str]] = NOTHING) -> str:
        """The id of a new execution."""
        return self.service.automation.start(document, given, self.service.ids.token())

    def ended(self, execution: str) -> Execution:
        """The execution when it is over. Raises `NoAnswerError` after three minutes."""
        question = Question(f"execution {execution}", {}, PATIENCE)
        return wait_for(self.service, execution, question)

    def pass_time(self) -> None:
        """Long enough for a step to have begun."""
        self.service.clock.sleep(SETTLES)


def said(execution: Execution) -> str:
    """How it ended: what it gave, or what was wrong."""
    if execution.succeeded:
        return next(iter(execution.outputs.values()), "Success")
    return f"{execution.status}: {execution.failure}" if execution.failure else execution.status


def refused(error: AwsError) -> str:
    """AWS's words for not wanting it."""
    return f"refused: {error.sentence}"
