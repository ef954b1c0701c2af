"""The validator's doors: judge a document, a text, or several documents that belong together."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from ssm_documents.validator.document import Document, kind_of
from ssm_documents.validator.finding import Finding, Place
from ssm_documents.validator.positions import Positions, Trouble, measure
from ssm_documents.validator.rules import RULES, TEXT_RULES
from ssm_documents.validator.text import parse
from ssm_documents.validator.words import a


def check(
    document: Mapping[str, Any], *, source: Positions | None = None, name: str = ""
) -> list[Finding]:
    """Judge one document given as plain values; findings in reading order.

    Without `source` findings have a path but no line. `name` is the name under which the document
    will be created, where that is known. Never raises, whatever the values are.
    """
    return _judged(_document(document, source or Positions(), name, {}))


def check_many(documents: Mapping[str, Mapping[str, Any]]) -> dict[str, list[Finding]]:
    """Judge documents, by the name under which they will be created, also against each other."""
    known: dict[str, Document] = {}
    for name, document in documents.items():
        known[name] = _document(document, Positions(), name, known)
    return {name: _judged(document) for name, document in known.items()}


def check_text(text: str, file: str) -> list[Finding]:
    """Judge YAML or JSON text; `file` is named in the findings. Never raises."""
    return check_texts({file: text})


def check_texts(texts: Mapping[str, str]) -> list[Finding]:
    """Judge texts by file name, also against each other: `payments.yaml` may run `payments-web`.

    A file name links documents, but it is no promise of the name under which one will be created.
    """
    known: dict[str, Document] = {}
    documents = [_read(text, file, known) for file, text in texts.items()]
    return [finding for document in documents for finding in _judged(document)]


def _read(text: str, file: str, known: dict[str, Document]) -> Document:
    parsed = parse(text, file)
    if parsed.document is None and parsed.positions.troubles:
        return Document({}, parsed.positions)
    document = _document(parsed.document, parsed.positions, "", known)
    known[PurePath(file).stem] = document
    return document


def _document(
    raw: Any, positions: Positions, name: str, others: Mapping[str, Document]
) -> Document:
    """The document with what is wrong with the structure as a whole; empty if that says it all."""
    if trouble := measure(raw) or _not_a_map(raw):
        troubles = (*positions.troubles, trouble)
        return Document({}, replace(positions, troubles=troubles), name, others)
    size = _size(raw) if positions.size is None else positions.size
    return Document(raw, replace(positions, size=size), name, others)


def _judged(document: Document) -> list[Finding]:
    """In reading order where places are known, else in the order of the rules."""
    rules = TEXT_RULES if _is_unreadable(document) else RULES
    findings: Iterator[Finding] = (one for rule in rules for one in rule.findings(document))
    return sorted(findings, key=lambda finding: finding.place or Place())


def _is_unreadable(document: Document) -> bool:
    """Whether a trouble of the text left nothing to judge; an empty map is judged."""
    stopping = ("syntax", "size", "depth", "not-a-map")
    troubles = document.positions.troubles
    return not document.raw and any(trouble.kind in stopping for trouble in troubles)


def _not_a_map(raw: object) -> Trouble | None:
    if isinstance(raw, Mapping):
        return None
    message = f"document is {a(kind_of(raw))}; a runbook is a map"
    return Trouble("not-a-map", message, "begin with `schemaVersion: '0.3'`")


def _size(raw: Mapping[str, Any]) -> int:
    """The bytes of the document as compact JSON, the smallest text that SSM could be given."""
    written = json.dumps(raw, default=str, skipkeys=True, separators=(",", ":"))
    return len(written.encode("utf-8", "surrogatepass"))
