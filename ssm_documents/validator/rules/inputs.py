"""The inputs of each action against the table of actions."""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ssm_documents.validator.actions import ACTIONS, Action, Input
from ssm_documents.validator.document import Document, Step, kind_of, number, refers, sequence, text
from ssm_documents.validator.rule import Mistake, Mistakes, rule
from ssm_documents.validator.words import a, did_you_mean, known, listed

_ACTIONS = "automation-actions"
_SEND = "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html"
_EXCLUSIVE = {
    "aws:createStack": (
        ("DisableRollback", "OnFailure"),
        ("TemplateBody", "TemplateURL"),
        ("StackPolicyBody", "StackPolicyURL"),
    ),
    "aws:executeAutomation": (("Targets", "TargetMaps"),),
    "aws:runInstances": (("IamInstanceProfileArn", "IamInstanceProfileName"),),
}
_ONE_OF = {
    "aws:runCommand": ("InstanceIds", "Targets"),
    "aws:createStack": ("TemplateBody", "TemplateURL"),
}
_MAX_INSTANCES = 50
_WRITTEN: Mapping[str, tuple[re.Pattern[str], str]] = {
    "MaxConcurrency": (re.compile(r"[1-9]\d{0,6}|[1-9]\d?%|100%", re.ASCII), "`10` or `25%`"),
    "MaxErrors": (re.compile(r"\d{1,7}|\d{1,2}%|100%", re.ASCII), "`0`, `10` or `25%`"),
    "DocumentVersion": (re.compile(r"\$LATEST|\$DEFAULT|[1-9]\d*", re.ASCII), "`$DEFAULT` or `3`"),
}
"""How these inputs are written, and an example; from the shapes of SendCommand."""


@rule("R100", "required input missing", _ACTIONS, hint="add it to `inputs`")
def missing(document: Document) -> Mistakes:
    """Each action page says which inputs are required."""
    for step, action in _known(document):
        for entry in action.inputs.values():
            if entry.required and not entry.judged_elsewhere and entry.name not in step.inputs:
                message = f"{step.title} has no `{entry.name}`, which {step.action} needs"
                yield Mistake(step.input_at(), message, _misspelt(step, entry.name))


@rule("R101", "unknown input", _ACTIONS, hint="drop it, or see the page of the action")
def unknown(document: Document) -> Mistakes:
    """The action does not know this input."""
    for step, action in _known(document):
        if action.others == "unknown":
            yield from _unknown(step, action, f"is no input of {step.action}")


@rule(
    "R102", "undocumented input", _ACTIONS, "warning", hint="drop it, or try it once in an account"
)
def undocumented(document: Document) -> Mistakes:
    """The action takes "most parameters" of an API; its page does not name this one."""
    for step, action in _known(document):
        if action.others == "undocumented":
            yield from _unknown(step, action, f"is not documented for {step.action}")


@rule(
    "R103", "input of the wrong kind", _ACTIONS, hint="write it as the page of the action shows it"
)
def wrong_kind(document: Document) -> Mistakes:
    """A list where the action wants a map will not be converted."""
    for step, action in _known(document):
        for name, value in step.inputs.items():
            entry = action.inputs.get(name)
            if entry is not None and not _fits(value, entry.kind):
                message = f"`{name}` of {step.title} is {a(kind_of(value))}, not {a(entry.kind)}"
                yield Mistake(step.input_at(name), message)


@rule("R104", "input outside its values", _ACTIONS)
def outside_values(document: Document) -> Mistakes:
    """Some inputs are one of a few words."""
    for step, action in _known(document):
        for name, value in step.inputs.items():
            entry = action.inputs.get(name) or Input(name, "any")
            for written in map(text, sequence(value) or (value,)):
                if not entry.values or not written or refers(written) or written in entry.values:
                    continue
                message = f"`{name}` of {step.title} is `{written}`"
                hint = did_you_mean(written, entry.values) or f"it may be {listed(entry.values)}"
                yield Mistake(step.input_at(name), message, hint)


@rule("R105", "inputs that exclude each other", _ACTIONS)
def exclusive(document: Document) -> Mistakes:
    """Both say the same thing; SSM takes one."""
    for step in document.running(*_EXCLUSIVE):
        for one, other in _EXCLUSIVE[step.action]:
            if one in step.inputs and other in step.inputs:
                message = f"{step.title} has both `{one}` and `{other}`"
                yield Mistake(step.input_at(other), message, "give one of them", at_key=True)


@rule("R106", "one of several inputs missing", _ACTIONS, hint="give one of them")
def none_of(document: Document) -> Mistakes:
    """aws:runCommand needs `InstanceIds` or `Targets`, aws:createStack a template."""
    for step in document.running(*_ONE_OF):
        if not any(name in step.inputs for name in _ONE_OF[step.action]):
            message = f"{step.title} has neither {listed(_ONE_OF[step.action], 'nor')}"
            yield Mistake(step.input_at(), message)


@rule("R107", "more than 50 instances", "automation-action-runcommand")
def too_many_instances(document: Document) -> Mistakes:
    """One Run Command takes up to 50 ids; `Targets` has no such limit."""
    for step in document.running("aws:runCommand"):
        instances = step.inputs.get("InstanceIds")
        if isinstance(instances, list) and len(instances) > _MAX_INSTANCES:
            message = f"{len(instances)} instances; aws:runCommand takes {_MAX_INSTANCES}"
            yield Mistake(step.input_at("InstanceIds"), message, "use `Targets`")


@rule("R108", "user data is not Base64", "automation-action-runinstance")
def plain_user_data(document: Document) -> Mistakes:
    """A literal `UserData` of aws:runInstances must be Base64."""
    for step in document.running("aws:runInstances"):
        written = text(step.inputs.get("UserData"))
        if written and not refers(written) and not _is_base64(written):
            message = f"`UserData` of {step.title} is not Base64"
            yield Mistake(step.input_at("UserData"), message, "encode it: `base64 -w0 FILE`")


@rule("R109", "count or version badly written", _SEND)
def badly_written(document: Document) -> Mistakes:
    """`MaxConcurrency` and `MaxErrors` are counts or percentages, versions numbers or words."""
    for step in document.running("aws:runCommand", "aws:executeAutomation"):
        for name, (pattern, example) in _WRITTEN.items():
            value = step.inputs.get(name)
            if value is not None and not refers(value) and not pattern.fullmatch(str(value)):
                message = f"`{name}` of {step.title} is `{value}`"
                yield Mistake(step.input_at(name), message, f"write it like {example}")


def _known(document: Document) -> Iterator[tuple[Step, Action]]:
    for step in document.steps:
        if step.action in ACTIONS:
            yield step, ACTIONS[step.action]


def _unknown(step: Step, action: Action, problem: str) -> Mistakes:
    for name in step.inputs:
        if name not in action.inputs:
            hint = did_you_mean(str(name), action.inputs) or known(action.inputs)
            yield Mistake(step.input_at(name), f"`{name}` {problem}", hint, at_key=True)


def _misspelt(step: Step, name: str) -> str:
    for written in step.inputs:
        if str(written).lower() == name.lower():
            return f"write `{name}` for `{written}`"
    return ""


def _fits(value: Any, kind: str) -> bool:
    """References fit everything; numbers and flags may be written as text, and text as numbers."""
    if value is None or kind == "any" or refers(value):
        return True
    if kind == "number":
        return number(value) is not None
    if kind == "flag":
        return str(value).lower() in ("true", "false")
    if kind == "text":
        return kind_of(value) in ("text", "number", "flag")
    return kind_of(value) == kind


def _is_base64(written: str) -> bool:
    try:
        base64.b64decode("".join(written.split()), validate=True)
    except (binascii.Error, ValueError):
        return False
    return True
