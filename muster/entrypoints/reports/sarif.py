"""SARIF 2.1.0 (OASIS), as GitHub code scanning and editors read it."""

import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from muster.entrypoints.reports.mistake import Mistake

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(_name: str, _files: Sequence[str], mistakes: Sequence[Mistake]) -> str:
    """One run of `muster`; a file without a mistake is not in it."""
    codes = list(dict.fromkeys(mistake.code for mistake in mistakes))
    titles = {mistake.code: mistake.title for mistake in mistakes}
    rules = [{"id": code, "shortDescription": {"text": titles[code]}} for code in codes]
    driver = {"name": "muster", "version": version("muster"), "rules": rules}
    results = [_result(mistake, codes.index(mistake.code)) for mistake in mistakes]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _result(mistake: Mistake, rule: int) -> dict[str, Any]:
    return {
        "ruleId": mistake.code,
        "ruleIndex": rule,
        "level": mistake.severity,
        "message": {"text": mistake.said},
        "locations": [{"physicalLocation": _place(mistake)}],
    }


def _place(mistake: Mistake) -> dict[str, Any]:
    """A path is told relative to where the check ran, as a checkout wants it."""
    uri = quote(PurePath(mistake.file).as_posix(), errors="surrogateescape")
    artifact = {"artifactLocation": {"uri": uri}}
    if not mistake.line:
        return artifact
    region = {"startLine": mistake.line, "startColumn": max(mistake.column, 1)}
    return {**artifact, "region": region}
