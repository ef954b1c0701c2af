"""Selectors: what is taken out of an answer, and whether it is there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ssm_documents.validator.actions import API_ACTIONS
from ssm_documents.validator.document import Document, Step, mapping, refers, text
from ssm_documents.validator.finding import Path
from ssm_documents.validator.rule import Mistake, Mistakes, rule
from ssm_documents.validator.rules.api import called
from ssm_documents.validator.selectors import Landing, Shape, follow, rooted, segments
from ssm_documents.validator.words import a, did_you_mean, known, listed

_JSONPATH = "automation-action-outputs-inputs"
_LISTS = ("StringList", "MapList")
_MAPS = ("StringMap",)
_KIND_OF_SHAPE: Mapping[str, str] = {"list": "list", "structure": "map", "map": "map"}


@dataclass(frozen=True)
class _Selector:
    """A selector, where it stands, and the type that its output declares."""

    written: str
    path: Path
    type: str = ""


@rule("R130", "selector is not JSONPath", _JSONPATH)
def odd_selector(document: Document) -> Mistakes:
    """A selector begins with `$` and goes on with `.child`, `..deep` or `[0]`."""
    for step in document.steps:
        for selector in _selectors(step):
            if segments(selector.written) is None:
                message = f"`{selector.written}` is no JSONPath selector"
                yield Mistake(selector.path, message, "write it like `$.items[0].name`")


@rule("R131", "selector operator that is not documented", _JSONPATH, "warning")
def undocumented_operator(document: Document) -> Mistakes:
    """The guide names child, deep scan and index only; wildcards, slices and filters are not."""
    for step in document.steps:
        for selector in _selectors(step):
            odd = [part.name for part in segments(selector.written) or [] if part.kind == "other"]
            if odd:
                message = f"{listed(odd, 'and')} in `{selector.written}` is not documented"
                yield Mistake(selector.path, message, "the guide has `.child`, `..deep` and `[0]`")


@rule(
    "R132", "selector leads nowhere", _JSONPATH, hint="look the answer up in the reference of boto3"
)
def leads_nowhere(document: Document) -> Mistakes:
    """The answer of the operation has no such member."""
    for selector, landing in _landings(document):
        if landing.missing:
            message = f"`{selector.written}` leads nowhere: the answer has no `{landing.missing}`"
            hint = did_you_mean(landing.missing, landing.known) or known(landing.known)
            yield Mistake(selector.path, message, hint)


@rule("R133", "selector does not fit the type", _JSONPATH)
def wrong_type(document: Document) -> Mistakes:
    """Types are static: a list is a StringList or MapList, a map a StringMap."""
    for selector, landing in _landings(document):
        kinds = {_kind(landing, shape) for shape in landing.shapes}
        wanted = _declared_kind(selector.type)
        if selector.type and kinds and wanted not in kinds:
            found = " or ".join(a(kind) for kind in sorted(kinds))
            message = f"`{selector.written}` gives {found}, declared as {selector.type}"
            yield Mistake(selector.path, message, f"declare {_fitting(kinds)}")


@rule("R134", "selector without its `$`", _JSONPATH, "warning")
def rootless(document: Document) -> Mistakes:
    """The guide begins every selector with `$`; runbooks that leave it out were seen to work."""
    for step in document.steps:
        for selector in _selectors(step):
            written = selector.written
            if not written.strip().startswith("$") and segments(written) is not None:
                message = f"`{written}` does not begin with `$`"
                yield Mistake(selector.path, message, f"write `{rooted(written)}`")


def _selectors(step: Step) -> Iterator[_Selector]:
    for index, output in enumerate(step.outputs):
        written = text(mapping(output).get("Selector"))
        if written and not refers(written):
            path = step.at("outputs", index, "Selector")
            yield _Selector(written, path, text(mapping(output).get("Type")))
    written = text(step.inputs.get("PropertySelector"))
    if step.action in API_ACTIONS and written and not refers(written):
        yield _Selector(written, step.input_at("PropertySelector"))


def _landings(document: Document) -> Iterator[tuple[_Selector, Landing]]:
    for step, operation in called(document):
        for selector in _selectors(step):
            path = segments(selector.written)
            if path and operation.output_shape is not None:
                yield selector, follow(operation.output_shape, path)


def _kind(landing: Landing, shape: Shape) -> str:
    return "list" if landing.many else _KIND_OF_SHAPE.get(shape.type_name, "plain value")


def _declared_kind(type_: str) -> str:
    if type_ in _LISTS:
        return "list"
    return "map" if type_ in _MAPS else "plain value"


def _fitting(kinds: set[str]) -> str:
    types = {"list": _LISTS, "map": _MAPS, "plain value": ("String", "Integer", "Boolean")}
    return listed(type_ for kind in sorted(kinds) for type_ in types[kind])
