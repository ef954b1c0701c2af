"""`muster plan check`."""

import json
from pathlib import Path
from typing import Any

import click

from muster.engine.counts import counted
from muster.entrypoints.cli.failures import DONE, NO
from muster.entrypoints.cli.screen import note, say
from muster.entrypoints.reports.mistake import Mistake
from muster.entrypoints.reports.writing import report_options, write_reports
from muster.model import limits
from muster.model.codes import ALL
from muster.model.errors import Problem
from muster.model.workspace import Checked
from muster.model.workspace import check as check_paths


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON on stdout.")
@report_options
def check(paths: tuple[Path, ...], *, as_json: bool, sarif: Path | None, junit: Path | None) -> int:
    """Say everything that is wrong with plans, groups and people.

    PATHS are files, or workspace folders: of a folder every YAML file is read, and all of them
    together. Of a single plan the folder is read too, for groups and people that it shares.

    Exit code 0: nothing is wrong. 1: something is.
    """
    checked = check_paths(paths)
    show = _show_json if as_json else _show_lines
    show(checked)
    mistakes = [_mistake(problem) for problem in checked.problems]
    write_reports("muster plan check", checked.files, mistakes, sarif=sarif, junit=junit)
    return NO if checked.problems else DONE


def _mistake(problem: Problem) -> Mistake:
    title = {code.id: code.title for code in ALL}.get(problem.code, problem.code)
    return Mistake(title=title, severity="error", **problem.as_json())


def _show_json(checked: Checked) -> None:
    answer: dict[str, Any] = {
        "ok": not checked.problems,
        "files": list(checked.files),
        "plans": [plan.plan for plan in checked.plans],
        "problems": [problem.as_json() for problem in checked.problems],
    }
    say(json.dumps(answer, indent=2, ensure_ascii=False))


def _show_lines(checked: Checked) -> None:
    for problem in checked.problems:
        note(str(problem))
    if checked.problems:
        note(_counted(checked))
    else:
        plans = ", ".join(f"`{plan.plan}`" for plan in checked.plans)
        say(
            f"{counted(len(checked.files), 'file')} without a mistake"
            + (f", plans {plans}" if plans else "")
        )


def _counted(checked: Checked) -> str:
    files = len({problem.file for problem in checked.problems})
    number = len(checked.problems)
    capped = " (the first of them)" if number >= limits.PROBLEMS_SHOWN else ""
    return f"{counted(number, 'problem')}{capped} in {counted(files, 'file')}"
