"""`muster runbook check`: what a user types, sees and gets as exit code."""

import json

import pytest
from click.testing import CliRunner
from validator_cases.case import runbook

from muster.entrypoints.cli.lazy import SETTINGS
from muster.entrypoints.cli.runbook import check

GOOD = runbook("- {name: A, action: 'aws:pause', inputs: {}}")
BAD = runbook("- {name: A, action: 'aws:pause', inputs: {}, nextStep: B}")
DOUBTFUL = runbook(
    "- {name: A, action: 'aws:pause', inputs: {}, isEnd: true}\n"
    "- {name: B, action: 'aws:pause', inputs: {}}"
)


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in {"good.yaml": GOOD, "bad.yaml": BAD, "doubtful.yaml": DOUBTFUL}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    def invoke(*args):
        alike = SETTINGS  # click remembers the help option of its first context, for every test
        return CliRunner().invoke(check, args, standalone_mode=False, **alike)

    return invoke


def test_a_good_runbook_is_said_to_be_good(run):
    result = run("good.yaml")

    assert (result.return_value, result.stdout) == (0, "1 file without a finding\n")


def test_a_mistake_is_shown_like_a_compiler_error_and_ends_with_one(run):
    result = run("bad.yaml", "good.yaml")

    assert result.return_value == 1
    assert result.stderr == (
        "bad.yaml:3:58: error[R070] there is no step `B`\n"
        "hint: name a step of this document\n"
        "1 error and 0 warnings in 1 file\n"
    )


@pytest.mark.parametrize(("options", "code"), [([], 0), (["--strict"], 1)])
def test_warnings_end_with_one_only_if_asked(run, options, code):
    result = run("doubtful.yaml", *options)

    assert result.return_value == code
    assert result.stderr.splitlines()[0] == (
        "doubtful.yaml:4:5: warning[R076] step `B` never runs: nothing leads to it"
    )


def test_json_goes_to_stdout_with_place_and_path(run):
    result = run("--json", "bad.yaml")

    assert json.loads(result.stdout) == {
        "ok": False,
        "files": ["bad.yaml"],
        "findings": [
            {
                "code": "R070",
                "severity": "error",
                "message": "there is no step `B`",
                "path": ["mainSteps", 0, "nextStep"],
                "hint": "name a step of this document",
                "file": "bad.yaml",
                "line": 3,
                "column": 58,
            }
        ],
    }


def test_of_a_folder_every_file_is_read_that_looks_like_a_runbook(run, tmp_path):
    (tmp_path / "package.json").write_text('{"name": "x"}', encoding="utf-8")
    (tmp_path / "command.json").write_text('{"schemaVersion": "2.0", "x": 0.3}', encoding="utf-8")
    (tmp_path / "notes.md").write_text("schemaVersion 0.3", encoding="utf-8")

    result = run("--json", ".")

    assert json.loads(result.stdout)["files"] == ["bad.yaml", "doubtful.yaml", "good.yaml"]


def test_a_file_that_is_no_text_is_a_finding_not_a_crash(run, tmp_path):
    (tmp_path / "binary.yaml").write_bytes(b"\x80\x81\x00")

    assert "error[R001] text is not UTF-8" in run("binary.yaml").stderr
