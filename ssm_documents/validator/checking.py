"""The validator's doors: judge a document, a text, or several documents that belong together."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ssm_documents.validator.document import Document, kind_of
from ssm_documents.validator.finding import Finding, Place
from ssm_documents.validator.positions import Positions, Trouble, measure
from ssm_documents.validator.rules import DOCUMENT_RULES, TEXT_RULES
from ssm_documents.validator.text import parse


def check(
    document: Mapping[str, Any], *, source: Positions | None = None, name: str = ""
) -> list[Finding]:
    """Judge one document given as plain values; findings in reading order.

    Without `source` findings have a path but no line. `name` is the name under which the document
    will be created, where that is known. Never raises, whatever the values are.
    """
    positions = _measured(document, source)
    if any(trouble.kind in ("depth", "not-a-map") for trouble in positions.troubles):
        return list(_found(Document({}, positions), readable=False))
    return _ordered(_found(Document(document, positions, name), readable=True))


def check_text(text: str, file: str) -> list[Finding]:
    """Judge YAML or JSON text; `file` is named in the findings. Never raises."""
    parsed = parse(text, file)
    if parsed.document is None and parsed.positions.troubles:
        return list(_found(Document({}, parsed.positions), readable=False))
    return check(parsed.document, source=parsed.positions)


def _found(document: Document, *, readable: bool) -> Iterator[Finding]:
    for rule in (*TEXT_RULES, *(DOCUMENT_RULES if readable else ())):
        yield from rule.findings(document)


def _measured(document: object, source: Positions | None) -> Positions:
    """The positions with what is wrong with the structure as a whole."""
    positions = source or Positions()
    if trouble := measure(document):
        return replace(positions, troubles=(*positions.troubles, trouble))
    if not isinstance(document, Mapping):
        message = f"document is a {kind_of(document)}; a runbook is a map"
        hint = "begin with `schemaVersion: '0.3'`"
        trouble = Trouble("not-a-map", message, hint)
        return replace(positions, troubles=(*positions.troubles, trouble))
    return positions if positions.size is not None else replace(positions, size=_size(document))


def _size(document: Mapping[str, Any]) -> int:
    """The bytes of the document as compact JSON, the smallest text that SSM could be given."""
    written = json.dumps(document, default=str, skipkeys=True, separators=(",", ":"))
    return len(written.encode("utf-8", "surrogatepass"))


def _ordered(findings: Iterator[Finding]) -> list[Finding]:
    """In reading order where places are known, else by rule."""
    return sorted(findings, key=lambda finding: finding.place or Place())
