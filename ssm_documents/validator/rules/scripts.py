"""aws:executeScript."""

import re

from ssm_documents.validator.document import Document, Step, mapping, number, refers, text
from ssm_documents.validator.rule import Mistake, Mistakes, rule
from ssm_documents.validator.words import did_you_mean, listed

_SCRIPT = "automation-action-executeScript"
_MAX_SECONDS = 600
RUNTIMES = ("python3.10", "python3.11", "PowerShell 7.4")
RETIRED_RUNTIMES = (
    "python3.9",
    "PowerShell Core 6.0",
    "PowerShell 7.0",
)
REFUSED_RUNTIMES = ("python3.6", "python3.7", "python3.8")


@rule("R190", "unknown runtime", _SCRIPT)
def unknown_runtime(document: Document) -> Mistakes:
    """Scripts run on the runtimes that the guide lists."""
    for step, runtime in _literal(document, "Runtime"):
        if runtime not in (*RUNTIMES, *RETIRED_RUNTIMES, *REFUSED_RUNTIMES):
            hint = did_you_mean(runtime, RUNTIMES) or f"runtimes are {listed(RUNTIMES)}"
            yield Mistake(step.input_at("Runtime"), f"unknown runtime `{runtime}`", hint)


@rule("R191", "retired runtime", _SCRIPT, "warning")
def retired_runtime(document: Document) -> Mistakes:
    """The guide does not list this runtime any more."""
    for step, runtime in _literal(document, "Runtime"):
        if runtime in RETIRED_RUNTIMES:
            message = f"runtime `{runtime}` is retired"
            yield Mistake(step.input_at("Runtime"), message, f"runtimes are {listed(RUNTIMES)}")


@rule("R192", "Python script without a handler", _SCRIPT)
def no_handler(document: Document) -> Mistakes:
    """`Handler` names the function that SSM calls with events and context."""
    for step, runtime in _literal(document, "Runtime"):
        if runtime.startswith("python") and not text(step.inputs.get("Handler")):
            message = f"{step.title} has no `Handler`"
            yield Mistake(step.input_at(), message, "name the function to call")


@rule("R193", "no script", _SCRIPT, hint="add `Script`, or `Attachment` with `files`")
def no_script(document: Document) -> Mistakes:
    """The code comes in `Script` or as an `Attachment`."""
    for step in document.running("aws:executeScript"):
        if not step.inputs.get("Script") and not step.inputs.get("Attachment"):
            message = f"{step.title} has neither `Script` nor `Attachment`"
            yield Mistake(step.input_at(), message)


@rule("R194", "script may not run so long", _SCRIPT, "warning")
def too_long(document: Document) -> Mistakes:
    """A script runs at most 600 seconds, whatever `timeoutSeconds` says."""
    for step in document.running("aws:executeScript"):
        seconds = number(step.raw.get("timeoutSeconds"))
        if seconds is not None and seconds > _MAX_SECONDS:
            message = f"{step.title} may run {seconds:,} seconds; a script has {_MAX_SECONDS}"
            yield Mistake(step.at("timeoutSeconds"), message, "let aws:loop call it again")


@rule("R195", "handler is not in the script", _SCRIPT, "warning")
def lost_handler(document: Document) -> Mistakes:
    """The function that `Handler` names should be defined in `Script`."""
    for step, handler in _literal(document, "Handler"):
        script = text(step.inputs.get("Script"))
        runs_python = text(step.inputs.get("Runtime")).startswith("python")
        if runs_python and script and not _defines(script, handler):
            message = f"script of {step.title} defines no `{handler}`"
            yield Mistake(
                step.input_at("Handler"), message, f"write `def {handler}(events, context):`"
            )


@rule("R196", "attachment is not in files", _SCRIPT)
def unlisted_attachment(document: Document) -> Mistakes:
    """A runbook lists the attachments of its scripts in `files`."""
    for step, attachment in _literal(document, "Attachment"):
        files = mapping(document.raw.get("files"))
        if attachment not in files:
            message = f"attachment `{attachment}` is not in `files`"
            hint = did_you_mean(attachment, files) or "add it with its `checksums: {sha256: …}`"
            yield Mistake(step.input_at("Attachment"), message, hint)


@rule("R197", "runtime that SSM refuses", _SCRIPT)
def refused_runtime(document: Document) -> Mistakes:
    """SSM creates no runbook with Python 3.6 to 3.8 since December 2024, and runs none since 2025.

    The date is on the page of the action.
    """
    for step, runtime in _literal(document, "Runtime"):
        if runtime in REFUSED_RUNTIMES:
            message = f"SSM creates and runs no runbook with `{runtime}`"
            yield Mistake(step.input_at("Runtime"), message, f"runtimes are {listed(RUNTIMES)}")


@rule("R198", "handler of a PowerShell script", _SCRIPT, "warning")
def needless_handler(document: Document) -> Mistakes:
    """PowerShell runs the script from its top; `Handler` is for Python."""
    for step, runtime in _literal(document, "Runtime"):
        if runtime.startswith("PowerShell") and "Handler" in step.inputs:
            message = f"{step.title} has a `Handler`, which PowerShell does not call"
            yield Mistake(step.input_at("Handler"), message, "drop it", at_key=True)


def _literal(document: Document, name: str) -> list[tuple[Step, str]]:
    """The script steps that give this input as literal text."""
    return [
        (step, text(step.inputs[name]))
        for step in document.running("aws:executeScript")
        if text(step.inputs.get(name)) and not refers(step.inputs[name])
    ]


def _defines(script: str, handler: str) -> bool:
    name = re.escape(handler.rpartition(".")[2])
    definition = rf"^[ \t]*(def\s+{name}\b|{name}\s*=|from .*\b{name}\b)"
    return re.search(definition, script, re.MULTILINE) is not None
