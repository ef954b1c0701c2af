"""The outputs that a step declares."""

from collections.abc import Iterator, Mapping
from typing import Any

from ssm_documents.validator.actions import ACTIONS, EVERY_OUTPUT
from ssm_documents.validator.document import Document, Step, text
from ssm_documents.validator.rule import Mistake, Mistakes, rule
from ssm_documents.validator.types import TYPES
from ssm_documents.validator.words import did_you_mean, listed

_OUTPUTS = "automation-action-outputs-inputs"
_KEYS = ("Name", "Selector", "Type")
_REDECLARED_IN_THE_GUIDE = "aws:executeScript"


@rule(
    "R060", "output badly declared", _OUTPUTS, hint="write `{Name: …, Selector: $.…, Type: String}`"
)
def odd_output(document: Document) -> Mistakes:
    """An output is a map of `Name`, `Selector` and `Type`."""
    for step, index, output in _declared(document):
        path = step.at("outputs", index)
        if not isinstance(output, Mapping):
            yield Mistake(path, f"output {index} of {step.title} is no map")
            continue
        for key in ("Name", "Selector"):
            if not text(output.get(key)):
                yield Mistake(path, f"output {index} of {step.title} has no `{key}`")
        for key in output:
            if key not in _KEYS:
                message = f"unknown key `{key}` of output {index} of {step.title}"
                yield Mistake((*path, key), message, did_you_mean(str(key), _KEYS), at_key=True)


@rule("R061", "unknown output type", _OUTPUTS)
def unknown_type(document: Document) -> Mistakes:
    """An output has one of six types; values are never converted."""
    for step, index, output in _declared(document):
        written = output.get("Type") if isinstance(output, Mapping) else None
        if written is not None and written not in TYPES:
            message = f"output {index} of {step.title} has the unknown type `{written}`"
            hint = did_you_mean(str(written), TYPES) or f"types are {listed(TYPES)}"
            yield Mistake(step.at("outputs", index, "Type"), message, hint)


@rule("R062", "output declared twice", _OUTPUTS, hint="rename one of them")
def duplicate(document: Document) -> Mistakes:
    """Output names are unique in a step."""
    seen: set[tuple[Step, str]] = set()
    for step, index, output in _declared(document):
        name = text(output.get("Name")) if isinstance(output, Mapping) else ""
        if (step, name) in seen:
            path = step.at("outputs", index, "Name")
            yield Mistake(path, f"{step.title} declares output `{name}` twice")
        elif name:
            seen.add((step, name))


@rule(
    "R063", "predefined output declared", "https://github.com/cdklabs/cdk-ssm-documents/issues/55"
)
def predefined(document: Document) -> Mistakes:
    """SSM refuses a declared output that the action has anyway ("reserved output names").

    For aws:executeScript the user guide itself declares `Payload`, so that is let pass.
    """
    for step, index, output in _declared(document):
        name = text(output.get("Name")) if isinstance(output, Mapping) else ""
        if step.action == _REDECLARED_IN_THE_GUIDE or step.action not in ACTIONS:
            continue
        if name in (*ACTIONS[step.action].outputs, EVERY_OUTPUT):
            message = f"`{name}` is an output that every {step.action} step has"
            hint = "drop it from `outputs`, or give it another name"
            yield Mistake(step.at("outputs", index, "Name"), message, hint)


def _declared(document: Document) -> Iterator[tuple[Step, int, Any]]:
    for step in document.steps:
        for index, output in enumerate(step.outputs):
            yield step, index, output
