"""Documents that run each other; known only where several are judged together."""

from collections.abc import Iterator

from ssm_documents.validator.document import Document, Step, mapping, text
from ssm_documents.validator.rule import Mistake, Mistakes, rule
from ssm_documents.validator.words import did_you_mean, listed

_AUTOMATION = "automation-action-executeAutomation"
_APPROVE = "automation-action-approve"
_TARGETS = ("Targets", "TargetMaps")


@rule("R220", "approval in a document that runs in other accounts or Regions", _APPROVE)
def approval_far_away(document: Document) -> Mistakes:
    """aws:approve does not support automations across accounts and Regions."""
    yield from _far_away(document, "aws:approve")


@rule("R221", "pause in a document that runs in other accounts or Regions", _APPROVE, "warning")
def pause_far_away(document: Document) -> Mistakes:
    """Whether aws:pause works across accounts and Regions is not documented."""
    yield from _far_away(document, "aws:pause")


@rule(
    "R222",
    "parameter that the child does not have",
    _AUTOMATION,
    hint="drop it, or declare it in the child",
)
def unknown_parameter(document: Document) -> Mistakes:
    """StartAutomationExecution refuses parameters that the document does not declare."""
    for step, child in _children(document):
        for name in mapping(step.inputs.get("RuntimeParameters")):
            if name not in child.parameters:
                message = f"`{_child_name(step)}` has no parameter `{name}`"
                hint = did_you_mean(str(name), child.parameters)
                yield Mistake(step.input_at("RuntimeParameters", name), message, hint, at_key=True)


@rule("R223", "parameter that the child needs", _AUTOMATION)
def missing_parameter(document: Document) -> Mistakes:
    """Parameters without a default must be given."""
    for step, child in _children(document):
        given = {*mapping(step.inputs.get("RuntimeParameters"))}
        given.add(text(step.inputs.get("TargetParameterName")))
        needed = (name for name, one in child.parameters.items() if "default" not in mapping(one))
        missing = [name for name in needed if name not in given]
        if missing and not any(key in step.inputs for key in _TARGETS):
            message = f"{step.title} does not give `{_child_name(step)}` {listed(missing, 'and')}"
            yield Mistake(step.input_at(), message, "add it to `RuntimeParameters`")


@rule("R224", "documents run in a circle", _AUTOMATION)
def circle(document: Document) -> Mistakes:
    """A runbook that comes back to itself never ends; SSM stops it five levels down."""
    for step, child in _children(document):
        if document in (child, *_descendants(child)):
            message = f"{step.title} runs `{_child_name(step)}`, which comes back to this document"
            yield Mistake(step.input_at("DocumentName"), message, "to repeat steps use aws:loop")


def _far_away(document: Document, action: str) -> Mistakes:
    for step, child in _children(document):
        if not step.inputs.get("TargetLocations"):
            continue
        for below in (child, *_descendants(child)):
            for gate in below.running(action):
                message = f"`{_child_name(step)}` has the {action} step `{gate.name}`"
                hint = "keep gates in a document that runs in one account and Region"
                yield Mistake(step.input_at("TargetLocations"), message, hint, at_key=True)


def _children(document: Document) -> Iterator[tuple[Step, Document]]:
    for step in document.running("aws:executeAutomation"):
        child = document.child(step)
        if child is not None:
            yield step, child


def _descendants(document: Document) -> list[Document]:
    """Every document that runs below this one, each once."""
    found: list[Document] = []
    waiting = [document]
    while waiting:
        for _, child in _children(waiting.pop()):
            if child not in found:
                found.append(child)
                waiting.append(child)
    return found


def _child_name(step: Step) -> str:
    return text(step.inputs.get("DocumentName")).rpartition("/")[2]
