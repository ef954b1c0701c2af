"""The check-list as lines, and as JSON."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

from muster.entrypoints.cli.paper import Line
from muster.service.doctor.finding import Finding, Verdict

STYLES = {
    Verdict.PASS: "green",
    Verdict.WARN: "yellow",
    Verdict.FAIL: "bold red",
    Verdict.SKIP: "dim",
}
WIDTH = 22
"""Columns of a check's name; the longest has so many."""


def finding_lines(finding: Finding) -> list[Line]:
    """One finding, and below it what mends it."""
    head = f"{finding.verdict:<6}{finding.check:<{WIDTH}} {finding.sentence}"
    fix = [Line(f"{'':<6}{'':<{WIDTH}} fix: {finding.fix}")] if finding.fix else []
    return [Line(head, STYLES[finding.verdict]), *fix]


def summary_line(findings: Sequence[Finding]) -> Line:
    """How many there are of each verdict."""
    counts = Counter(finding.verdict for finding in findings)
    told = (f"{counts[verdict]} {verdict}" for verdict in Verdict if counts[verdict])
    return Line(", ".join(told), "bold")


def as_json(findings: Sequence[Finding]) -> str:
    """`ok` and the findings."""
    answer = {"ok": is_well(findings), "findings": [asdict(finding) for finding in findings]}
    return json.dumps(answer, indent=2, ensure_ascii=False)


def is_well(findings: Sequence[Finding]) -> bool:
    """Whether no check failed."""
    return all(finding.verdict is not Verdict.FAIL for finding in findings)
