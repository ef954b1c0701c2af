"""`muster plan compile`."""

from collections.abc import Mapping
from pathlib import Path

import click

from muster.entrypoints.cli.failures import DONE, NO
from muster.entrypoints.cli.screen import note, say
from muster.entrypoints.records import record_files
from muster.entrypoints.releases import release_of
from muster.model.plan import RecoveryPlan
from muster.model.settings import Settings
from muster.model.workspace import load_plan
from ssm_documents.compiler import Runbook, compile_plan, script_texts, script_writes
from ssm_documents.compiler.cloudformation import templates
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
@click.option(
    "--format",
    "form",
    type=click.Choice(["documents", "cloudformation"]),
    default="documents",
    show_default=True,
    help="A file a document, or CloudFormation templates with all of them.",
)
def compile_(plan: Path, output: Path, form: str) -> int:
    """Write the runbooks of a plan: one YAML file a document, and the scripts that they load.

    PLAN is a plan file. The documents are written for its target account and Region. To run them,
    use `muster plan publish`, which also puts the plan and the scripts where they look for them.

    As CloudFormation: templates, and what the run table must hold, as JSON files for `aws dynamodb
    batch-write-item`: those called `before` first, then the templates, then those called `after`.
    """
    loaded = load_plan(plan)
    runbooks = compile_plan(loaded, Settings())
    findings = _findings(runbooks)
    if findings:
        note("\n".join(str(finding) for finding in findings))
        return NO
    for name, text in _FORMS[form](loaded, runbooks).items():
        _write(output / name, text)
    return DONE


def _documents(_plan: RecoveryPlan, runbooks: Mapping[str, Runbook]) -> dict[str, str]:
    files = {f"{name}.yaml": runbook.text() for name, runbook in runbooks.items()}
    scripts = script_texts(runbooks)
    return files | {f"scripts/{name}.py": text for name, text in scripts.items()}


def _cloudformation(plan: RecoveryPlan, runbooks: Mapping[str, Runbook]) -> dict[str, str]:
    settings = Settings()
    records = record_files(release_of(plan, settings), script_writes(), settings)
    made = {f"records/{name}": text for name, text in records.items()}
    for number, text in enumerate(templates(plan.plan, runbooks), 1):
        made[f"template-{number}.yaml"] = text
    return made


_FORMS = {"documents": _documents, "cloudformation": _cloudformation}


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
