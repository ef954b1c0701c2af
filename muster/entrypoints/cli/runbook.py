"""`muster runbook check`."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import click

from muster.engine.counts import counted
from muster.entrypoints.cli.failures import DONE, NO
from muster.entrypoints.cli.screen import note, say
from muster.entrypoints.reports.mistake import Mistake
from muster.entrypoints.reports.writing import report_options, write_reports
from ssm_documents.validator import Finding, check_texts
from ssm_documents.validator.rule import rules_of
from ssm_documents.validator.rules import FAMILIES
from ssm_documents.validator.rules import text as text_family

_ENDINGS: Final = (".yaml", ".yml", ".json")
_IS_RUNBOOK: Final = re.compile(r"""schemaVersion["']?\s*:\s*["']?0\.3\b""")
_MOST_BYTES: Final = 4_000_000
"""More than the validator reads of any text; a device or a disk image is not read to its end."""


@click.command()
@click.argument(
    "paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON on stdout.")
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@report_options
def check(
    paths: tuple[Path, ...],
    *,
    as_json: bool,
    strict: bool,
    sarif: Path | None,
    junit: Path | None,
) -> int:
    """Say everything that is wrong with SSM Automation runbooks, yours or anybody's.

    FILE is a YAML or JSON runbook, or a folder, of which every file is read that looks like one.
    Files that are given together are judged together: `payments.yaml` may run `payments-web`.

    Exit code 0: no errors. 1: at least one.
    """
    texts = {str(file): _text(file) for file in _files(paths)}
    findings = check_texts(texts)
    show = _show_json if as_json else _show_lines
    show(list(texts), findings)
    mistakes = [_mistake(finding, strict=strict) for finding in findings]
    write_reports("muster runbook check", list(texts), mistakes, sarif=sarif, junit=junit)
    return NO if any(mistake.severity == "error" for mistake in mistakes) else DONE


def _mistake(finding: Finding, *, strict: bool) -> Mistake:
    rules = (rule for family in (text_family, *FAMILIES) for rule in rules_of(family))
    titles = {rule.code: rule.title for rule in rules}
    place = finding.place
    return Mistake(
        code=finding.code,
        title=titles.get(finding.code, finding.code),
        severity="error" if strict else finding.severity,
        message=finding.message,
        hint=finding.hint,
        file=finding.file,
        line=place.line if place else 0,
        column=place.column if place else 0,
    )


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if _looks_like_a_runbook(file))
        else:
            yield path


def _looks_like_a_runbook(file: Path) -> bool:
    if file.suffix not in _ENDINGS or not file.is_file():
        return False
    return _IS_RUNBOOK.search(_text(file)) is not None


def _text(file: Path) -> str:
    with file.open("rb") as stream:
        return stream.read(_MOST_BYTES).decode("utf-8-sig", errors="surrogateescape")


def _show_json(files: Sequence[str], findings: Sequence[Finding]) -> None:
    answer: dict[str, Any] = {
        "ok": not any(finding.severity == "error" for finding in findings),
        "files": list(files),
        "findings": [finding.as_json() for finding in findings],
    }
    say(json.dumps(answer, indent=2, ensure_ascii=False))


def _show_lines(files: Sequence[str], findings: Sequence[Finding]) -> None:
    for finding in findings:
        note(str(finding))
    if findings:
        note(_counted(findings))
    else:
        say(f"{counted(len(files), 'file')} without a finding")


def _counted(findings: Sequence[Finding]) -> str:
    errors = sum(finding.severity == "error" for finding in findings)
    files = len({finding.file for finding in findings})
    warnings = counted(len(findings) - errors, "warning")
    return f"{counted(errors, 'error')} and {warnings} in {counted(files, 'file')}"
