"""The variables of a document, and the steps that change them."""

from collections.abc import Iterator, Mapping
from typing import Any

from ssm_documents.validator.document import Document, mapping, refers, sequence, text
from ssm_documents.validator.references import references
from ssm_documents.validator.rule import Mistake, Mistakes, rule
from ssm_documents.validator.types import TYPES, fits
from ssm_documents.validator.words import a, did_you_mean, listed

_VARIABLES = "automation-action-variables"
_UPDATE = "automation-action-update-variable"
_KEYS = (
    "type",
    "default",
    "description",
    "allowedValues",
    "allowedPattern",
    "minItems",
    "maxItems",
    "minChars",
    "maxChars",
)
_PREFIX = "variable:"
_MAX_MAPS = 200
_MAX_KEY = 50
_MAX_ITEMS = 50
_MAX_TEXT = 512


@rule("R030", "unknown variable type", _VARIABLES)
def unknown_type(document: Document) -> Mistakes:
    """A variable has one of the six plain types."""
    for name, raw in document.variables.items():
        written = mapping(raw).get("type")
        if written is not None and written not in TYPES:
            message = f"variable `{name}` has the unknown type `{written}`"
            hint = did_you_mean(str(written), TYPES) or f"types are {listed(TYPES)}"
            yield Mistake(("variables", name, "type"), message, hint)


@rule(
    "R031",
    "variable badly declared",
    _VARIABLES,
    hint="a variable has `type`, `default` and the limits of a parameter",
)
def odd_variable(document: Document) -> Mistakes:
    """A variable is a map with a `type` and perhaps a `default`."""
    for name, raw in document.variables.items():
        path = ("variables", name)
        if not isinstance(raw, Mapping):
            yield Mistake(path, f"variable `{name}` is no map", "add `type: String`")
        elif raw.get("type") is None:
            yield Mistake(path, f"variable `{name}` has no type", "add `type: String`", at_key=True)
        for key in mapping(raw):
            if key not in _KEYS:
                message = f"unknown key `{key}` of variable `{name}`"
                yield Mistake((*path, key), message, did_you_mean(str(key), _KEYS), at_key=True)


@rule(
    "R032",
    "default of a variable does not fit its type",
    _VARIABLES,
    hint="change the default, or the type",
)
def odd_default(document: Document) -> Mistakes:
    """Types are static: the default must be of the variable's type."""
    for name, raw in document.variables.items():
        default, type_ = mapping(raw).get("default"), text(mapping(raw).get("type"))
        if default is not None and not refers(default) and not fits(default, type_):
            message = f"default of variable `{name}` is not {a(type_)}"
            yield Mistake(("variables", name, "default"), message)


@rule("R033", "undeclared variable", _VARIABLES)
def undeclared(document: Document) -> Mistakes:
    """`{{ variable:Name }}` needs `Name` in `variables`."""
    for reference in references(document):
        if reference.kind == "variable" and reference.head not in document.variables:
            message = f"variable `{reference.head}` is not declared"
            hint = did_you_mean(reference.head, document.variables) or "add it to `variables`"
            yield Mistake(reference.path, message, hint)


@rule(
    "R034", "update of no variable", _UPDATE, hint="write `variable:` and the name, without braces"
)
def updates_nothing(document: Document) -> Mistakes:
    """aws:updateVariable names its variable as `variable:Name`, without braces."""
    for step in document.running("aws:updateVariable"):
        name = text(step.inputs.get("Name")).strip()
        if not name.startswith(_PREFIX):
            message = f"{step.title} updates `{name}`; SSM wants `variable:<name>`"
            yield Mistake(step.input_at("Name"), message)
        elif name.removeprefix(_PREFIX) not in document.variables:
            message = f"{step.title} updates `{name.removeprefix(_PREFIX)}`, which is not declared"
            yield Mistake(step.input_at("Name"), message, "add it to `variables`")


@rule(
    "R035",
    "value does not fit the variable",
    _UPDATE,
    hint="convert it in a script, or change the variable's type",
)
def odd_value(document: Document) -> Mistakes:
    """aws:updateVariable takes a value of the variable's type."""
    for step in document.running("aws:updateVariable"):
        name = text(step.inputs.get("Name")).strip().removeprefix(_PREFIX)
        type_ = text(mapping(document.variables.get(name)).get("type"))
        value = step.inputs.get("Value")
        if value is not None and not refers(value) and not fits(value, type_):
            yield Mistake(step.input_at("Value"), f"value for variable `{name}` is not {a(type_)}")


@rule("R036", "value too large for a variable", _UPDATE)
def too_large(document: Document) -> Mistakes:
    """A variable holds text of 1 to 512 characters, lists of 50 texts or 200 maps, keys of 50."""
    for step in document.running("aws:updateVariable"):
        value = step.inputs.get("Value")
        for problem in _excess(value):
            message = f"{step.title} sets {problem}"
            yield Mistake(step.input_at("Value"), message, "keep it in Parameter Store or S3")


def _excess(value: Any) -> Iterator[str]:
    """What is too large within a literal value, as a message goes on."""
    if isinstance(value, str) and not refers(value) and not 1 <= len(value) <= _MAX_TEXT:
        yield f"text of {len(value)} characters; a variable holds 1 to {_MAX_TEXT}"
    most = _MAX_MAPS if any(isinstance(one, Mapping) for one in sequence(value)) else _MAX_ITEMS
    if len(sequence(value)) > most:
        yield f"a list of {len(sequence(value))} items; a variable holds {most}"
    for key, child in mapping(value).items():
        if not 1 <= len(str(key)) <= _MAX_KEY:
            yield f"a key of {len(str(key))} characters; a variable takes 1 to {_MAX_KEY}"
        yield from _excess(child)
    for child in sequence(value):
        yield from _excess(child)
