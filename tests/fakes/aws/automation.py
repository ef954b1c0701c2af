"""An `Automation` whose documents answer what a test says, after as many looks as it says."""

from dataclasses import dataclass, field

from muster.service.errors import MissingError
from muster.service.values import Execution


@dataclass
class Answer:
    """How an execution ends, after `looks` looks at it; `does` happens at its start."""

    status: str = "Success"
    outputs: dict = field(default_factory=dict)
    failure: str = ""
    looks: int = 0
    does: object = None


class FakeAutomation:
    """`started` has (document, parameters, token); parameters without a value are left out."""

    def __init__(self):
        self.answers = {}
        self.started = []
        self._looks = {}
        self._by_token = {}

    # controls

    def answer(self, document, text="", **parts):
        self.answers[document] = Answer(outputs={"Act.Text": text} if text else {}, **parts)

    def refuse(self, document, sentence):
        message = (
            "Step fails when it is Execute/Cancelling action. Traceback (most recent call last):\n"
            f'  File "script.py", line 7\n  in handler\nRefusedError: {sentence}. Please refer to'
            " Automation Service Troubleshooting Guide for more diagnosis details."
        )
        self.answer(document, status="Failed", failure=message)

    # the port

    def start(self, document, parameters, token):
        if document not in self.answers:
            raise MissingError(f"there is no document `{document}` in us-west-2", "publish it")
        if token in self._by_token:
            return self._by_token[token]
        given = {name: list(values) for name, values in parameters.items() if any(values)}
        self.started.append((document, given, token))
        execution = f"execution-{len(self.started)}"
        self._by_token[token] = execution
        self._looks[execution] = 0
        if self.answers[document].does:
            self.answers[document].does(execution)
        return execution

    def look_at(self, execution):
        document = self.started[int(execution.rpartition("-")[2]) - 1][0]
        answer = self.answers[document]
        self._looks[execution] += 1
        if self._looks[execution] <= answer.looks:
            return Execution(execution, "InProgress", is_over=False)
        return Execution(
            execution, answer.status, is_over=True, outputs=answer.outputs, failure=answer.failure
        )
