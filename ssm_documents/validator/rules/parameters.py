"""The parameters of a document."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ssm_documents.validator.document import Document, mapping, number, refers, sequence, text
from ssm_documents.validator.finding import Path
from ssm_documents.validator.references import references
from ssm_documents.validator.rule import Mistake, Mistakes, rule
from ssm_documents.validator.types import AWS_TYPES, TYPES, fits
from ssm_documents.validator.words import a, did_you_mean, known, listed

_SCHEMA = "documents-schemas-features"
_RESOURCES = "populating-input-parameters"
_KEYS = (
    "type",
    "description",
    "default",
    "allowedValues",
    "allowedPattern",
    "displayType",
    "minItems",
    "maxItems",
    "minChars",
    "maxChars",
)
_DISPLAY = ("textfield", "textarea")
_PLAIN = ("String", "Integer", "Boolean")
_START = (
    "https://docs.aws.amazon.com/systems-manager/latest/APIReference/"
    "API_StartAutomationExecution.html"
)
_MAX_NAME = 50
_MAX_PARAMETERS = 200
_NAME = re.compile(r"[A-Za-z0-9]+", re.ASCII)
_BOUNDS = (("minItems", "maxItems"), ("minChars", "maxChars"))


@rule("R020", "unknown parameter type", _RESOURCES)
def unknown_type(document: Document) -> Mistakes:
    """Six plain types, and `AWS::` types that the console offers a picker for."""
    for path, parameter in _declared(document):
        written = parameter.get("type")
        if written is not None and written not in TYPES and written not in AWS_TYPES:
            message = f"parameter `{path[-1]}` has the unknown type `{written}`"
            hint = (
                did_you_mean(str(written), (*TYPES, *AWS_TYPES))
                or f"plain types are {listed(TYPES)}"
            )
            yield Mistake((*path, "type"), message, hint)


@rule("R021", "parameter without a type", _SCHEMA)
def no_type(document: Document) -> Mistakes:
    """Each parameter is a map with a `type`."""
    for name, raw in document.parameters.items():
        if not isinstance(raw, Mapping):
            yield Mistake(
                ("parameters", name), f"parameter `{name}` is no map", "add `type: String`"
            )
        elif raw.get("type") is None:
            message = f"parameter `{name}` has no type"
            yield Mistake(("parameters", name), message, "add `type: String`", at_key=True)


@rule("R022", "unknown key of a parameter", _SCHEMA)
def unknown_key(document: Document) -> Mistakes:
    """A misspelled `allowedValues` would allow everything."""
    for path, parameter in _declared(document):
        for key in parameter:
            if key not in _KEYS:
                message = f"unknown key `{key}` of parameter `{path[-1]}`"
                hint = did_you_mean(str(key), _KEYS) or known(_KEYS)
                yield Mistake((*path, key), message, hint, at_key=True)


@rule("R023", "default does not fit the type", _SCHEMA, hint="change the default, or the type")
def odd_default(document: Document) -> Mistakes:
    """Types are static: the default must be of the parameter's type."""
    for path, parameter in _declared(document):
        default, type_ = parameter.get("default"), text(parameter.get("type"))
        if default is not None and not refers(default) and not fits(default, type_):
            message = f"default of parameter `{path[-1]}` is not {a(type_)}"
            yield Mistake((*path, "default"), message)


@rule("R024", "default is not an allowed value", _SCHEMA)
def default_not_allowed(document: Document) -> Mistakes:
    """A start without this parameter would be refused."""
    for path, parameter in _declared(document):
        allowed = [str(value) for value in sequence(parameter.get("allowedValues"))]
        default = parameter.get("default")
        chosen = sequence(default) or [default]
        if allowed and default not in (None, "", []) and not refers(default):
            for value in chosen:
                if str(value) not in allowed:
                    message = f"default `{value}` of parameter `{path[-1]}` is not an allowed value"
                    yield Mistake((*path, "default"), message, f"allowed are {listed(allowed)}")


@rule("R025", "parameter refers to a parameter or a step", "automation-variables")
def default_refers(document: Document) -> Mistakes:
    """A default may refer to Parameter Store and to system variables only."""
    for reference in references(document):
        if reference.site != "default" or reference.kind not in ("parameter", "output"):
            continue
        if reference.head in document.parameters or reference.head in document.by_name:
            message = (
                f"default of parameter `{reference.path[1]}` refers to `{reference.expression}`"
            )
            hint = "put the reference into the step that needs it"
            yield Mistake(reference.path, message, hint)


@rule("R026", "bounds contradict each other", _SCHEMA, hint="swap them")
def odd_bounds(document: Document) -> Mistakes:
    """`minItems` is not over `maxItems`, nor `minChars` over `maxChars`."""
    for path, parameter in _declared(document):
        for low, high in _BOUNDS:
            least, most = number(parameter.get(low)), number(parameter.get(high))
            if least is not None and most is not None and least > most:
                message = f"parameter `{path[-1]}`: `{low}` {least} is over `{high}` {most}"
                yield Mistake((*path, low), message)


@rule(
    "R027", "parameter name is not alphanumeric", _SCHEMA, "warning", hint="write it in CamelCase"
)
def odd_name(document: Document) -> Mistakes:
    """CreateDocument was seen to refuse a name with `_` or `-` in it."""
    for name in document.parameters:
        if not _NAME.fullmatch(str(name)):
            message = f"parameter name `{name}` may hold letters and digits only"
            yield Mistake(("parameters", name), message, at_key=True)


@rule("R028", "parameter that no start can give", _START, "warning")
def not_givable(document: Document) -> Mistakes:
    """A start takes at most 200 parameters, whose names have at most 50 characters."""
    for name in document.parameters:
        if len(str(name)) > _MAX_NAME:
            message = f"parameter name has {len(str(name))} characters; a start takes {_MAX_NAME}"
            yield Mistake(("parameters", name), message, "shorten it", at_key=True)
    if len(document.parameters) > _MAX_PARAMETERS:
        message = f"{len(document.parameters)} parameters; a start takes {_MAX_PARAMETERS}"
        yield Mistake(("parameters",), message, "join some into a StringMap", at_key=True)


@rule("R029", "allowed value or display type that cannot be", _SCHEMA)
def impossible_choice(document: Document) -> Mistakes:
    """Allowed values are of the parameter's type; `displayType` is `textfield` or `textarea`."""
    for path, parameter in _declared(document):
        type_, shown = text(parameter.get("type")), parameter.get("displayType")
        for index, value in enumerate(sequence(parameter.get("allowedValues"))):
            if type_ in _PLAIN and not fits(value, type_):
                message = f"allowed value `{value}` of parameter `{path[-1]}` is not {a(type_)}"
                yield Mistake((*path, "allowedValues", index), message, f"write {a(type_)}")
        if shown is not None and shown not in _DISPLAY:
            message = f"`displayType` of parameter `{path[-1]}` is `{shown}`"
            yield Mistake((*path, "displayType"), message, f"it may be {listed(_DISPLAY)}")


def _declared(document: Document) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    for name, raw in document.parameters.items():
        if isinstance(raw, Mapping):
            yield ("parameters", name), mapping(raw)
