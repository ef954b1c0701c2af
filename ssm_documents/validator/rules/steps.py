"""The keys that every step has."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ssm_documents.validator.actions import ACTIONS
from ssm_documents.validator.document import (
    Document,
    Step,
    kind_of,
    number,
    refers,
    sequence,
    text,
)
from ssm_documents.validator.finding import Path
from ssm_documents.validator.rule import Mistake, Mistakes, rule
from ssm_documents.validator.words import a, did_you_mean, known, listed

_COMMON = "automation-actions"
_KEYS = (
    "name",
    "action",
    "description",
    "inputs",
    "outputs",
    "maxAttempts",
    "timeoutSeconds",
    "onFailure",
    "onCancel",
    "nextStep",
    "isEnd",
    "isCritical",
)
_NAME = re.compile(r"[a-zA-Z0-9_]+", re.ASCII)
_MAX_NAME = 128
_FLAGS = ("isEnd", "isCritical")


@rule("R040", "step is not a map", _COMMON, hint="begin the step with `- name:`")
def not_a_map(document: Document) -> Mistakes:
    """`mainSteps`, like the `Steps` of a loop, is a list of maps."""
    for path, raw in _listed(document):
        if not isinstance(raw, Mapping):
            yield Mistake(path, f"step {path[-1]} is {a(kind_of(raw))}; SSM wants a map")


@rule("R041", "unknown key of a step", _COMMON)
def unknown_key(document: Document) -> Mistakes:
    """A misspelled key does nothing that its writer wanted."""
    for step in document.steps:
        for key in step.raw:
            if key not in _KEYS:
                message = f"unknown key `{key}` of {step.title}"
                hint = did_you_mean(str(key), _KEYS) or known(_KEYS)
                yield Mistake(step.at(key), message, hint, at_key=True)


@rule("R042", "step without a name", _COMMON)
def no_name(document: Document) -> Mistakes:
    """Each step has a name; signals and jumps need it."""
    for step in document.steps:
        if not step.name:
            yield Mistake(step.path, f"{step.title} has no name", "add `name`")


@rule("R043", "odd step name", _COMMON, hint="write letters, digits and underscores")
def odd_name(document: Document) -> Mistakes:
    """Names consist of letters, digits and underscores."""
    for step in document.steps:
        if step.name and not _NAME.fullmatch(step.name):
            message = f"step name `{step.name}` may hold letters, digits and underscores only"
            fixed = re.sub(r"[^a-zA-Z0-9_]+", "_", step.name).strip("_")
            yield Mistake(step.at("name"), message, f"write `{fixed}`" if fixed else "")


@rule(
    "R044",
    "long step name",
    "https://github.com/cdklabs/cdk-ssm-documents",
    hint="shorten it; the description has room",
)
def long_name(document: Document) -> Mistakes:
    """Names have at most 128 characters."""
    for step in document.steps:
        if len(step.name) > _MAX_NAME:
            message = f"step name has {len(step.name)} characters; {_MAX_NAME} are allowed"
            yield Mistake(step.at("name"), message)


@rule("R045", "step name stands twice", _COMMON)
def duplicate_name(document: Document) -> Mistakes:
    """Names are unique in the whole document, steps of loops included."""
    seen: dict[str, Step] = {}
    for step in document.steps:
        if step.name in seen:
            message = f"a step named `{step.name}` exists already"
            yield Mistake(step.at("name"), message, "step names are unique in a document")
        elif step.name:
            seen[step.name] = step


@rule("R046", "step without an action", _COMMON)
def no_action(document: Document) -> Mistakes:
    """Each step names the action that it runs."""
    for step in document.steps:
        if not step.action:
            yield Mistake(step.path, f"{step.title} has no action", "add `action: aws:…`")


@rule("R047", "unknown action", _COMMON)
def unknown_action(document: Document) -> Mistakes:
    """Automation has a closed list of actions; those of Command documents are others."""
    for step in document.steps:
        if step.around is None:
            yield from action_mistakes(step)


@rule("R048", "step without inputs", _COMMON)
def no_inputs(document: Document) -> Mistakes:
    """`inputs` is required; an action that takes none wants `inputs: {}`."""
    for step in document.steps:
        if not isinstance(step.raw.get("inputs"), Mapping):
            yield Mistake(step.path, f"{step.title} has no inputs", "add `inputs: {}`")


@rule(
    "R049",
    "timeoutSeconds is not a number of seconds",
    _COMMON,
    hint="write a number such as `600`, or a reference to an Integer",
)
def odd_timeout(document: Document) -> Mistakes:
    """`timeoutSeconds` is a whole number from 1, or a reference to one."""
    yield from _whole_number(document, "timeoutSeconds", "seconds")


@rule(
    "R050",
    "maxAttempts is not a number",
    _COMMON,
    hint="write a number such as `3`, or a reference to an Integer",
)
def odd_attempts(document: Document) -> Mistakes:
    """`maxAttempts` is a whole number from 1, or a reference to one."""
    yield from _whole_number(document, "maxAttempts", "attempts")


@rule("R051", "isEnd or isCritical is not a flag", _COMMON, hint="write `true` or `false`")
def odd_flag(document: Document) -> Mistakes:
    """Both are `true` or `false`."""
    for step in document.steps:
        for key in _FLAGS:
            value = step.raw.get(key)
            if value is not None and str(value).lower() not in ("true", "false"):
                message = f"`{key}` of {step.title} is `{value}`; SSM wants `true` or `false`"
                yield Mistake(step.at(key), message)


@rule("R052", "isEnd beside nextStep", _COMMON)
def end_and_next(document: Document) -> Mistakes:
    """`isEnd` ends the execution; CreateDocument refuses a `nextStep` beside it."""
    for step in document.steps:
        if str(step.raw.get("isEnd")).lower() == "true" and step.raw.get("nextStep"):
            message = f"{step.title} has `isEnd` and `nextStep`; the automation ends here"
            yield Mistake(step.at("nextStep"), message, "drop one of them", at_key=True)


@rule(
    "R053",
    "onFailure is none of Abort, Continue, step:<name>",
    _COMMON,
    hint="write `Abort`, `Continue` or `step:<name>`",
)
def odd_on_failure(document: Document) -> Mistakes:
    """What to do when the step failed."""
    yield from _one_of(document, "onFailure", ("Abort", "Continue"))


@rule(
    "R054", "onCancel is none of Abort, step:<name>", _COMMON, hint="write `Abort` or `step:<name>`"
)
def odd_on_cancel(document: Document) -> Mistakes:
    """What to do when somebody cancels during the step."""
    yield from _one_of(document, "onCancel", ("Abort",))


def action_mistakes(step: Step) -> Mistakes:
    """The mistake of a step whose action nobody knows."""
    if step.action and step.action not in ACTIONS:
        message = f"unknown action `{step.action}` of {step.title}"
        hint = did_you_mean(step.action, ACTIONS) or "see the actions reference of Automation"
        yield Mistake(step.at("action"), message, hint)


def _listed(document: Document) -> Iterator[tuple[Path, Any]]:
    for index, raw in enumerate(sequence(document.raw.get("mainSteps"))):
        yield ("mainSteps", index), raw
    for loop in document.running("aws:loop"):
        for index, raw in enumerate(sequence(loop.inputs.get("Steps"))):
            yield loop.input_at("Steps", index), raw


def _whole_number(document: Document, key: str, unit: str) -> Mistakes:
    for step in document.steps:
        value = step.raw.get(key)
        if value is not None and not refers(value) and not number(value):
            message = f"`{key}` of {step.title} is {value!r}; SSM wants a number of {unit} from 1"
            yield Mistake(step.at(key), message)


def _one_of(document: Document, key: str, words: tuple[str, ...]) -> Mistakes:
    for step in document.steps:
        value = step.raw.get(key)
        is_known = text(value) in words or text(value).startswith("step:")
        if value is None or is_known or refers(value):
            continue
        said = f"`{value}`" if isinstance(value, str) else a(kind_of(value))
        known_words = listed((*words, "step:<name>"))
        message = f"`{key}` of {step.title} is {said}; SSM knows {known_words}"
        hint = "retries are `maxAttempts`" if value == "Retry" else did_you_mean(str(value), words)
        yield Mistake(step.at(key), message, hint)
