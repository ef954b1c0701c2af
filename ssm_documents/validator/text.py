"""Text of a runbook → plain values with positions.

text → events of the YAML parser → a stack that builds values and notes places → `Parsed`. The
parser's events are used rather than its tree because composing the tree recurses, which a deeply
nested file turns into a crash of the interpreter.
"""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from ssm_documents.validator.building import Builder
from ssm_documents.validator.finding import Place
from ssm_documents.validator.positions import MAX_TEXT, Positions, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARSERS = tuple(
    loader for loader in (getattr(yaml, "CSafeLoader", None), yaml.SafeLoader) if loader is not None
)
_TOO_LONG = f"document is longer than {MAX_TEXT:,} characters; SSM takes 65,536 bytes"


@dataclass(frozen=True)
class Parsed:
    """The plain values of a text; `document` is None where `positions.troubles` says why."""

    document: Any
    positions: Positions


def parse(text: str, file: str) -> Parsed:
    """Read YAML or JSON; mistakes of the text become troubles, never exceptions."""
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        return _refused(Trouble("syntax", "text is not UTF-8", "save it as UTF-8"), file, len(text))
    if len(text) > MAX_TEXT:
        return _refused(Trouble("size", _TOO_LONG), file, size)
    return _parse_json(text, file, size) if is_json(text, file) else _parse_yaml(text, file, size)


def is_json(text: str, file: str) -> bool:
    """Whether the file name, or failing that the first character, says JSON."""
    if file.endswith((".yaml", ".yml")):
        return False
    return file.endswith(".json") or (text.lstrip()[:1] == "{" and text.lstrip()[:2] != "{{")


def _parse_yaml(text: str, file: str, size: int) -> Parsed:
    try:
        builder = _build(text)
    except yaml.YAMLError as error:
        return _refused(_yaml_trouble(error), file, size)
    return Parsed(builder.document, builder.positions(file, size))


def _parse_json(text: str, file: str, size: int) -> Parsed:
    """Values by the JSON reader, places by the YAML one: JSON is YAML but for its escapes."""
    builder = _places_of_json(text)
    if builder is not None and builder.gave_up:
        return Parsed(None, builder.positions(file, size))
    try:
        document = json.loads(text.removeprefix("\ufeff"), strict=False)
    except json.JSONDecodeError as error:
        place = Place(error.lineno, error.colno)
        return _refused(Trouble("syntax", f"not JSON: {error.msg}", place=place), file, size)
    except (RecursionError, ValueError) as error:
        return _refused(Trouble("syntax", f"not JSON: {error}"), file, size)
    return Parsed(
        document, builder.positions(file, size) if builder else Positions(size=size, file=file)
    )


def _places_of_json(text: str) -> Builder | None:
    for parser in _PARSERS:
        try:
            return _build(text.replace("\t", " "), parser)
        except yaml.YAMLError:
            continue
    return None


def _build(text: str, parser: Any = _PARSERS[0]) -> Builder:
    builder = Builder()
    events: Iterator[yaml.Event] = yaml.parse(text, Loader=parser)
    for event in events:
        builder.take(event)
        if builder.gave_up:
            break
    return builder


def _yaml_trouble(error: yaml.YAMLError) -> Trouble:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read"
    place = Place(mark.line + 1, mark.column + 1) if mark else None
    return Trouble("syntax", f"not YAML: {problem}", "", (), place)


def _refused(trouble: Trouble, file: str, size: int) -> Parsed:
    return Parsed(None, Positions(troubles=(trouble,), size=size, file=file))
