"""The command line: one voice, exit codes, no tracebacks, a fast start."""

import subprocess
import sys

import click
import pytest

from muster.entrypoints.cli import failures
from muster.entrypoints.cli.commands import COMMANDS
from muster.entrypoints.cli.lazy import Group
from muster.entrypoints.cli.main import run
from muster.entrypoints.cli.root import root
from muster.model.errors import PlanRefusedError, Problem


def rows(table, path=()):
    for name, row in table.items():
        yield (*path, name), row
        if isinstance(row, Group):
            yield from rows(row.table, (*path, name))


@pytest.mark.parametrize(("path", "row"), list(rows(COMMANDS)), ids=lambda value: str(value)[:40])
def test_every_row_of_the_table_is_a_command_that_explains_itself(path, row):
    command = root
    for name in path:
        command = command.get_command(click.Context(command), name)

    assert row.help.endswith(".")
    assert command.help


def test_help_imports_nothing_heavy():
    script = (
        "import sys; from muster.entrypoints.cli.main import run; run(['--help']);"
        "sys.exit(' '.join(m for m in"
        " ('pydantic', 'yaml', 'boto3', 'botocore', 'rich', 'jinja2', 'slack_sdk', 'moto')"
        " if m in sys.modules))"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True
    )

    assert done.stderr == "\n"
    assert "Commands:" in done.stdout


def test_an_unknown_command_names_the_closest(capsys):
    assert run(["plan", "chexk"]) == 2
    assert capsys.readouterr().err == (
        "error: there is no command `chexk`; did you mean `check`?\n"
        "hint: see `muster plan --help`\n"
    )


@pytest.mark.parametrize(
    ("failure", "code", "printed"),
    [
        (KeyboardInterrupt(), 130, "error: interrupted\n"),
        (click.Abort(), 130, "error: interrupted\n"),
        (PermissionError(13, "Permission denied", "x"), 1, "error: `x`: permission denied\n"),
        (
            PlanRefusedError([Problem("P001", "the file is \x1b[31mred", "f.yaml")]),
            1,
            "f.yaml: error[P001] the file is \\x1b[31mred\n",
        ),
        (
            ValueError("secret"),
            70,
            (
                "error: muster stumbled over a fault of its own: ValueError\n"
                "hint: run it again with `MUSTER_TRACEBACK=1` and report what it prints\n"
            ),
        ),
    ],
)
def test_every_failure_is_a_sentence_and_an_exit_code(failure, code, printed, capsys, monkeypatch):
    monkeypatch.delenv(failures.TRACEBACK_VARIABLE, raising=False)

    assert failures.explain(failure) == code
    assert capsys.readouterr().err == printed


def test_an_interrupt_in_the_middle_of_a_command_is_no_traceback(capsys, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("muster.entrypoints.cli.root.root.main", interrupted)

    assert run(["plan"]) == 130
    assert capsys.readouterr().err == "error: interrupted\n"
