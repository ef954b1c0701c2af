"""Where a document says `{{ … }}`, and what it means by it.

Source: "Automation system variables" and "Using action outputs as inputs" of the user guide.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from ssm_documents.validator.document import Document, Step, mapping, sequence, text
from ssm_documents.validator.finding import Path

Site = Literal["value", "key", "script", "default"]
Kind = Literal[
    "parameter", "output", "variable", "system", "parameter-store", "foreign", "nested", "malformed"
]

PSEUDO_PARAMETERS = frozenset(
    {
        "RESOURCE_ID",
        "TARGET_ID",
        "TARGET_TYPE",
        "INVOCATION_ID",
        "WINDOW_ID",
        "WINDOW_TARGET_ID",
        "WINDOW_TASK_ID",
        "WINDOW_EXECUTION_ID",
        "TASK_EXECUTION_ID",
        "CUSTOMER_MASTER_KEY_ID",
    }
)
"""What a maintenance window or a rate-controlled automation fills in; declared nowhere."""

_EXPRESSION = re.compile(r"\{\{([^{}]*)\}\}")
_NESTED = re.compile(r"\{\{[^{}]*\{\{")
_NAME = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)
_OUTPUT = re.compile(r"([A-Za-z_][\w-]*)\.([A-Za-z_][\w-]*)[\w.\-\[\]]*", re.ASCII)
_PREFIXED = re.compile(r"(\w+):(.*)", re.ASCII | re.DOTALL)
_BY_PREFIX: Mapping[str, Kind] = {
    "global": "system",
    "automation": "system",
    "variable": "variable",
    "ssm": "parameter-store",
    "resolve": "foreign",  # CloudFormation's own, inside a template body
}
_PROSE = frozenset({"description"})


@dataclass(frozen=True)
class Reference:
    """One `{{ … }}`: `head` is the parameter, variable or step, `tail` the output's name."""

    kind: Kind
    expression: str
    path: Path
    step: Step | None = None
    site: Site = "value"
    head: str = ""
    tail: str = ""


@lru_cache(maxsize=2)
def references(document: Document) -> tuple[Reference, ...]:
    """Every reference of a document in reading order, prose left out; many rules ask for them."""
    return tuple(_in_document(document))


def parse(expression: str) -> tuple[Kind, str, str]:
    """The kind, head and tail of what stands between the braces."""
    inside = expression.strip()
    if prefixed := _PREFIXED.fullmatch(inside):
        kind = _BY_PREFIX.get(prefixed[1], "malformed")
        return kind, prefixed[2] if kind == "variable" else prefixed[1], prefixed[2]
    if _NAME.fullmatch(inside):
        return "parameter", inside, ""
    if output := _OUTPUT.fullmatch(inside):
        return "output", output[1], output[2]
    return "malformed", inside, ""


def _in_document(document: Document) -> Iterator[Reference]:
    for name, parameter in document.parameters.items():
        path = ("parameters", name, "default")
        yield from _in_value(mapping(parameter).get("default"), path, None, "default")
    yield from _in_value(document.raw.get("assumeRole"), ("assumeRole",), None, "value")
    yield from _in_outputs(document.raw.get("outputs"))
    for step in document.steps:
        yield from _in_step(step)


def _in_outputs(listed: object) -> Iterator[Reference]:
    """Top-level outputs name `step.Output` without braces."""
    for index, entry in enumerate(sequence(listed)):
        path = ("outputs", index)
        if isinstance(entry, str) and "{{" not in entry:
            kind, head, tail = parse(entry)
            if kind == "output":
                yield Reference(kind, entry, path, None, "value", head, tail)
        else:
            yield from _in_value(entry, path, None, "value")


def _in_step(step: Step) -> Iterator[Reference]:
    """The references of one step, but not those of the steps inside it."""
    for key, value in step.raw.items():
        if key in _PROSE:
            continue
        if key == "inputs":
            yield from _in_inputs(step)
        else:
            yield from _in_value(value, step.at(key), step, "value")


def _in_inputs(step: Step) -> Iterator[Reference]:
    is_loop = step.action == "aws:loop"
    for key, value in step.inputs.items():
        if is_loop and key == "Steps":
            continue
        site: Site = "script" if (step.action, key) == ("aws:executeScript", "Script") else "value"
        yield from _in_key(key, step.input_at(key), step)
        yield from _in_value(value, step.input_at(key), step, site)


def _in_value(value: Any, path: Path, step: Step | None, site: Site) -> Iterator[Reference]:
    if isinstance(value, str):
        yield from _in_text(value, path, step, site)
    elif isinstance(value, Mapping):
        for key, child in value.items():
            yield from _in_key(key, (*path, key), step)
            yield from _in_value(child, (*path, key), step, site)
    elif isinstance(value, list | tuple):
        for index, child in enumerate(value):
            yield from _in_value(child, (*path, index), step, site)


def _in_key(key: object, path: Path, step: Step | None) -> Iterator[Reference]:
    yield from _in_text(text(key), path, step, "key")


def _in_text(written: str, path: Path, step: Step | None, site: Site) -> Iterator[Reference]:
    if "{{" not in written:
        return
    if nested := _NESTED.search(written):
        yield Reference("nested", nested[0], path, step, site)
        return
    for found in _EXPRESSION.finditer(written):
        kind, head, tail = parse(found[1])
        yield Reference(kind, found[1].strip(), path, step, site, head, tail)
