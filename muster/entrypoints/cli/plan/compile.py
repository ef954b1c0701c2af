"""`muster plan compile`."""

from collections.abc import Mapping
from pathlib import Path

import click

from muster.entrypoints.cli.failures import DONE, NO
from muster.entrypoints.cli.screen import note, say
from muster.model.settings import Settings
from muster.model.workspace import load_plan
from ssm_documents.compiler import Runbook, compile_plan, script_texts
from ssm_documents.validator import Finding, check_text


@click.command(name="compile")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write to; it is made if need be.",
)
def compile_(plan: Path, output: Path) -> int:
    """Write the runbooks of a plan: one YAML file a document, and the scripts that they load.

    PLAN is a plan file. The documents are written for its target account and Region. To run them,
    use `muster plan publish`, which also puts the plan and the scripts where they look for them.
    """
    runbooks = compile_plan(load_plan(plan), Settings())
    findings = _findings(runbooks)
    if findings:
        note("\n".join(str(finding) for finding in findings))
        return NO
    files = {f"{name}.yaml": runbook.text() for name, runbook in runbooks.items()}
    files |= {f"scripts/{name}.py": text for name, text in script_texts(runbooks).items()}
    for name, text in files.items():
        _write(output / name, text)
    return DONE


def _findings(runbooks: Mapping[str, Runbook]) -> list[Finding]:
    """What the validator says; that there is anything is a fault of the compiler's."""
    return [
        finding
        for name, runbook in runbooks.items()
        for finding in check_text(runbook.text(), f"{name}.yaml")
    ]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    say(str(path))
