"""From the events of a YAML parser to plain values, with the place of every key and value."""

from dataclasses import dataclass, field
from typing import Any

import yaml

from ssm_documents.validator.finding import Path, Place
from ssm_documents.validator.positions import (
    MAX_DEPTH,
    MAX_NODES,
    Positions,
    Trouble,
    TroubleKind,
    too_deep,
    too_many,
)

_NO_KEY = object()
_CORE = "tag:yaml.org,2002:"
_RESOLVER: Any = yaml.resolver.Resolver()
_CONSTRUCTOR: Any = yaml.constructor.SafeConstructor()
_CONSTRUCT = {
    f"{_CORE}bool": _CONSTRUCTOR.construct_yaml_bool,
    f"{_CORE}int": _CONSTRUCTOR.construct_yaml_int,
    f"{_CORE}float": _CONSTRUCTOR.construct_yaml_float,
    f"{_CORE}null": _CONSTRUCTOR.construct_yaml_null,
}


@dataclass
class _Open:
    """A mapping or list whose end has not been read yet."""

    value: Any
    path: Path
    anchor: str | None
    key: Any = _NO_KEY
    key_place: Place = field(default_factory=Place)
    reference: str = ""


class Builder:
    """Takes parser events one by one; afterwards `document` and `positions()` are there."""

    def __init__(self) -> None:
        self.document: Any = None
        self.gave_up = False
        self._values: dict[Path, Place] = {}
        self._keys: dict[Path, Place] = {}
        self._troubles: list[Trouble] = []
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._nodes = 0
        self._documents = 0

    def positions(self, file: str, size: int) -> Positions:
        """What was noted about the text."""
        return Positions(self._values, self._keys, tuple(self._troubles), size, file)

    def take(self, event: yaml.Event) -> None:
        """Build on by one event."""
        place = _place(event)
        if isinstance(event, yaml.DocumentStartEvent):
            self._begin_document(place)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._begin(event, place)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._end()
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event, place)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event.anchor or "", place)

    def _begin_document(self, place: Place) -> None:
        self._documents += 1
        if self._documents > 1:
            message = "file holds more than one YAML document"
            self._give_up(Trouble("syntax", message, "one file, one runbook", place=place))

    def _begin(self, event: yaml.CollectionStartEvent, place: Place) -> None:
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._note_tag(event.tag, place)
        path = self._attach(value, place)
        self._open.append(_Open(value, path, event.anchor))
        if len(self._open) > MAX_DEPTH:
            self._give_up(too_deep(path, place))

    def _end(self) -> None:
        ended = self._open.pop()
        if ended.reference and self._open and ended.path:
            self._open[-1].value[ended.path[-1]] = ended.reference
        if ended.anchor:
            self._anchors[ended.anchor] = (ended.value, _size(ended.value))

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> None:
        value = _scalar_value(event)
        if event.tag and not event.tag.startswith(_CORE) and event.tag != "!":
            self._note_tag(event.tag, place)
        self._attach(value, place)
        if event.anchor:
            self._anchors[event.anchor] = (value, 1)

    def _alias(self, anchor: str, place: Place) -> None:
        value, size = self._anchors.get(anchor, (None, 1))
        if anchor not in self._anchors:
            self._trouble("syntax", f"alias `*{anchor}` has no anchor", "", place)
        self._nodes += size
        self._attach(value, place)

    def _attach(self, value: Any, place: Place) -> Path:
        """Hang a value into what is open; gives its path."""
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._give_up(too_many(place=place))
        if not self._open:
            self.document = value
            self._values[()] = place
            return ()
        inside = self._open[-1]
        if isinstance(inside.value, list):
            return self._append(inside, value, place)
        if inside.key is _NO_KEY:
            return self._open_key(inside, value, place)
        return self._close_key(inside, value, place)

    def _append(self, inside: _Open, value: Any, place: Place) -> Path:
        path = (*inside.path, len(inside.value))
        inside.value.append(value)
        self._values[path] = place
        return path

    def _open_key(self, inside: _Open, key: Any, place: Place) -> Path:
        inside.key, inside.key_place = key, place
        return inside.path

    def _close_key(self, inside: _Open, value: Any, place: Place) -> Path:
        key = self._key(inside)
        path = (*inside.path, key)
        if key == "<<" and isinstance(value, dict | list):
            _merge(inside.value, value)
        else:
            if path in self._keys:
                self._duplicate(key, self._keys[path], inside.key_place, path)
            inside.value[key] = value
            self._keys[path], self._values[path] = inside.key_place, place
        inside.key = _NO_KEY
        return path

    def _key(self, inside: _Open) -> str:
        key = inside.key
        if isinstance(key, str):
            return key
        if isinstance(key, dict | list):
            message = "`{{ … }}` without quotes is a YAML mapping, not a reference"
            hint = 'write "{{ … }}" in quotes'
            self._trouble("reference-as-map", message, hint, inside.key_place, inside.path)
            inside.reference = f"{{{{ {next(iter(key), '')} }}}}"
            return "{}"
        written = json_word(key)
        message = f"key `{written}` is not text; YAML reads it as {type(key).__name__}"
        self._trouble("key", message, f'write "{written}" in quotes', inside.key_place, inside.path)
        return written

    def _duplicate(self, key: str, first: Place, again: Place, path: Path) -> None:
        message = f"key `{key}` stands twice; the first is at line {first.line}"
        self._trouble("duplicate-key", message, "only the last one counts: keep one", again, path)

    def _note_tag(self, tag: str | None, place: Place) -> None:
        if tag and tag != "!" and not tag.startswith(_CORE):
            message = f"YAML tag `{tag}` means nothing to SSM"
            hint = "`!Sub` and its kin belong to CloudFormation: write the value"
            self._trouble("tag", message, hint, place)

    def _trouble(
        self, kind: TroubleKind, message: str, hint: str, place: Place, path: Path = ()
    ) -> None:
        self._troubles.append(Trouble(kind, message, hint, path, place))

    def _give_up(self, trouble: Trouble) -> None:
        if not self.gave_up:
            self._troubles.append(trouble)
        self.gave_up = True
        self.document = None


def _place(event: yaml.Event) -> Place:
    mark: Any = event.start_mark
    return Place(mark.line + 1, mark.column + 1)


def json_word(value: object) -> str:
    """A scalar as JSON and YAML write it: `true`, `null`, `7`."""
    words = {True: "true", False: "false", None: "null"}
    return words[value] if value is None or isinstance(value, bool) else str(value)


def _scalar_value(event: yaml.ScalarEvent) -> Any:
    """Text, number, flag or null; a date stays the text it was written as."""
    if event.tag is None and not event.implicit[0]:
        return event.value
    tag = event.tag or _RESOLVER.resolve(yaml.ScalarNode, event.value, (True, False))
    construct = _CONSTRUCT.get(tag)
    if construct is None:
        return event.value
    try:
        return construct(yaml.ScalarNode(tag, event.value))
    except (ValueError, KeyError, IndexError):
        return event.value


def _merge(into: dict[str, Any], value: Any) -> None:
    """YAML's `<<`: keys of the merged mappings, where the mapping has none of its own."""
    for mapping in value if isinstance(value, list) else [value]:
        for key, merged in mapping.items() if isinstance(mapping, dict) else ():
            into.setdefault(key, merged)


def _size(value: object) -> int:
    """How many values an anchored structure holds, counted up to the limit."""
    waiting, seen = [value], 0
    while waiting and seen <= MAX_NODES:
        here = waiting.pop()
        seen += 1
        if isinstance(here, dict):
            waiting.extend(here.values())
        elif isinstance(here, list):
            waiting.extend(here)
    return seen
