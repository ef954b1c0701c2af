"""What is refused of a single YAML event: anchors, aliases, tags, disputed words, directives."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from muster.model.codes import Code, files, shape, values
from muster.model.reading.nodes import Node, Place
from muster.model.reading.words import DisputedError, resolve
from muster.model.text import quoted

_MERGE_KEY = "<<"


class Finding(NamedTuple):
    """A problem before it knows its file."""

    code: Code
    place: Place
    message: str
    hint: str


def place_of(event: Any) -> Place:
    """Return where `event` starts."""
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)


def document_findings(event: Any) -> Iterator[Finding]:
    """Yield what is wrong with the start of a document."""
    if event.version or event.tags:
        yield Finding(
            files.SECOND_DOCUMENT,
            place_of(event),
            "YAML directives are not read",
            "delete the lines that start with `%`",
        )


def second_document(event: Any) -> Finding:
    """Return the problem of a second document in a file."""
    return Finding(
        files.SECOND_DOCUMENT,
        place_of(event),
        "a second document starts here",
        "one file is one plan: move the rest into a file of its own",
    )


def node_findings(event: Any) -> Iterator[Finding]:
    """Yield what is wrong with the anchor and tag of a value."""
    if event.anchor:
        yield _alias(event, f"anchor {quoted('&' + event.anchor)}")
    if event.tag:
        yield Finding(
            files.TAG,
            place_of(event),
            f"tag {quoted(_written(event.tag))} is not read",
            "delete the tag; a text that starts with `!` stands in quotes",
        )


def _written(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!", 1)


def alias_findings(event: Any) -> Iterator[Finding]:
    """Yield that the alias is refused."""
    yield _alias(event, f"alias {quoted('*' + event.anchor)}")


def _alias(event: Any, what: str) -> Finding:
    return Finding(
        files.ALIAS, place_of(event), f"{what} is not read", "write the value where it is used"
    )


def word_findings(node: Node) -> Iterator[Finding]:
    """Give the unquoted scalar `node` its value, or yield why it has none."""
    if node.raw == _MERGE_KEY:
        hint = "write the entries where they are used; a text `<<` stands in quotes"
        yield Finding(files.ALIAS, node.place, "merge keys are not read", hint)
        return
    try:
        node.value = resolve(node.raw)
    except DisputedError as disputed:
        yield Finding(files.AMBIGUOUS, node.place, disputed.message, disputed.hint)


def key_findings(key: Node, taken: dict[str, Node]) -> Iterator[Finding]:
    """Yield what is wrong with `key` in a mapping that has the entries `taken`."""
    if key.is_refused:
        return
    if isinstance(key.value, dict | list):
        yield _nested_key(key)
    elif key.text is None:
        message = f"key {quoted(key.raw)} is not text"
        yield Finding(shape.WRONG_TYPE, key.place, message, "put the key in quotes")
    elif key.text in taken:
        first = taken[key.text].key
        yield Finding(
            files.DUPLICATE_KEY,
            key.place,
            f"key {quoted(key.text)} stands here for the second time",
            f"the first is in line {first.line}: delete one of them",
        )


def _nested_key(key: Node) -> Finding:
    if isinstance(key.value, list):
        hint = "write one word before the colon"
        return Finding(shape.WRONG_TYPE, key.place, "a list is not a key", hint)
    message = "`{{` is a mapping in a mapping to YAML, and expanded by Systems Manager"
    return Finding(values.EXPANSION, key.place, message, "leave the braces out")


def value_findings(node: Node, what: str) -> Iterator[Finding]:
    """Yield that `what` has no value."""
    if node.value is None and not node.is_refused:
        message = f"{what} has no value"
        yield Finding(shape.WRONG_TYPE, node.key, message, "write a value, or delete it")
