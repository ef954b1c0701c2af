"""`muster plan compile` as its user sees it."""

from pathlib import Path

import pytest
import yaml

from muster.entrypoints.cli.main import run
from ssm_documents.compiler.bundler import bundle

PLAN = """\
plan: payments
target: {region: us-west-2, account: "012345678901"}
objectives: {rto: 45m, rpo: 5m}
groups:
  databases: {servers: [s-5817ab4ccdfa96db3]}
waves:
  - {wave: databases, groups: [databases]}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "payments.yaml"
    path.write_text(PLAN)
    return path


def test_it_writes_one_file_a_document_and_the_scripts_they_load(plan, tmp_path, capsys) -> None:
    out = tmp_path / "new" / "folder"

    assert run(["plan", "compile", str(plan), "-o", str(out)]) == 0

    assert sorted(path.name for path in out.glob("*.yaml")) == [
        "muster-drill-payments.yaml",
        "muster-recover-payments.yaml",
        "muster-wave-payments.databases.yaml",
    ]
    assert (out / "scripts" / "recover.py").read_text() == bundle("recover").text
    written = sorted(str(path) for path in out.rglob("*") if path.is_file())
    assert sorted(capsys.readouterr().out.splitlines()) == written


def test_what_it_writes_is_yaml_that_names_the_plans_account(plan, tmp_path) -> None:
    run(["plan", "compile", str(plan), "-o", str(tmp_path)])

    document = yaml.safe_load((tmp_path / "muster-drill-payments.yaml").read_text())

    assert document["schemaVersion"] == "0.3"
    assert document["assumeRole"] == "arn:aws:iam::012345678901:role/muster-automation"


def test_writing_twice_changes_nothing(plan, tmp_path) -> None:
    out = tmp_path / "out"

    texts = []
    for _ in range(2):
        run(["plan", "compile", str(plan), "-o", str(out)])
        texts.append({path.name: path.read_bytes() for path in out.rglob("*.*")})

    assert texts[0] == texts[1]


def test_a_plan_with_mistakes_writes_nothing_and_says_why(plan, tmp_path, capsys) -> None:
    plan.write_text(PLAN.replace("databases]}\n", "nowhere]}\n", 1))
    out = tmp_path / "out"

    assert run(["plan", "compile", str(plan), "-o", str(out)]) == 1

    assert "error[P" in capsys.readouterr().err
    assert not out.exists()


def test_a_plan_whose_documents_would_be_too_large_writes_nothing(plan, tmp_path, capsys) -> None:
    values = ", ".join([f'"{"x" * 512}"'] * 50)
    keys = ", ".join(f"P{i}: [{values}]" for i in range(5))
    hook = f"  - wave: end\n    run: [{{runbook: abc, in: [drill], parameters: {{{keys}}}}}]\n"
    plan.write_text(PLAN + hook)
    out = tmp_path / "out"

    assert run(["plan", "compile", str(plan), "-o", str(out)]) == 1

    said = capsys.readouterr().err
    assert "muster-wave-payments.end" in said
    assert "hint: give the wave fewer hooks" in said
    assert not out.exists()


def test_a_folder_that_is_a_file_is_wrong_usage(plan, capsys) -> None:
    assert run(["plan", "compile", str(plan), "-o", str(plan)]) == 2

    assert "is a file" in capsys.readouterr().err
