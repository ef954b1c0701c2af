"""What `muster plan check` prints, to the letter: one folder a mistake, named after its code."""

import shutil
from pathlib import Path

import pytest

from muster.entrypoints.cli.main import run
from muster.model.codes import ALL

CASES = sorted((Path(__file__).parent / "plans").glob("error-*"))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A place of its own for a case: nothing but the case is in the workspace."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_told_with_place_and_hint(case, folder, capsys, golden):
    for file in case.iterdir():
        _unpack(file, folder)
    command = folder / "command.txt"
    checked = [file.name for file in folder.iterdir() if file.suffix == ".yaml"]
    arguments = command.read_text() if command.exists() else f"plan check {_main_of(checked)}"

    exit_code = run(arguments.split())

    printed = capsys.readouterr()
    assert (exit_code, printed.out) == (1, "")
    golden(printed.err, case / "errors.txt")
    assert f"error[{case.name.split('-')[1].upper()}]" in printed.err


def _main_of(files):
    return "plan.yaml" if "plan.yaml" in files else files[0]


def _unpack(file, folder):
    """Copy `file`; `<name>.size` stands for a file of that many bytes."""
    if file.suffix == ".size":
        (folder / file.stem).write_bytes(b"#" * int(file.read_text()))
    elif file.name != "errors.txt":
        shutil.copy(file, folder / file.name)


@pytest.mark.parametrize("code", ALL, ids=lambda code: code.id)
def test_every_code_has_a_case(code):
    assert any(case.name.startswith(f"error-{code.id.lower()}-") for case in CASES)
