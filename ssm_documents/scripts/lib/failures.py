"""Why an execution did not reach its end, in the words of the step that fell first."""

from ssm_documents.scripts.lib.automation import steps_of
from ssm_documents.scripts.lib.here import Here

SENTENCE = 700
OURS = "RefusedError: "
"""Stands before a sentence of our own scripts: it needs no name of a step to be understood."""


def first_failure(here: Here) -> str:
    """What the first step of this execution that went wrong said; empty if none did."""
    wrong = [
        step
        for status in ("Failed", "TimedOut")
        for step in steps_of(here.region, here.execution, StepExecutionStatus=status)
    ]
    if not wrong:
        return ""
    first = min(wrong, key=lambda step: str(step.get("ExecutionStartTime") or ""))
    message = str(first.get("FailureMessage") or first["StepStatus"])
    said = in_one_line(message)
    return said if OURS in message else f"{first['StepName']}: {said}"


def in_one_line(message: str) -> str:
    """The sentence of a failed script, out of what SSM makes of it."""
    message = message.partition("Please refer to Automation Service")[0]
    for mark in (OURS, "Error: "):
        if mark in message:
            message = message.rpartition(mark)[2]
            break
    return " ".join(message.split()).rstrip(".")[:SENTENCE]
