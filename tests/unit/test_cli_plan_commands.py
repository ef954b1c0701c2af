"""`muster plan check`, `schema` and `show`."""

import json
from pathlib import Path

import pytest

import templates
from muster.entrypoints.cli.main import run

STARTERS = Path(templates.__path__[0]) / "plans"
GOLDEN = Path(__file__).parents[1] / "golden" / "plans"


def test_check_of_a_good_folder_says_so_and_exits_0(capsys, monkeypatch):
    monkeypatch.chdir(STARTERS)

    assert run(["plan", "check", "."]) == 0
    assert capsys.readouterr() == ("2 files without a mistake, plans `payments`\n", "")


def test_check_as_json_puts_the_problems_on_stdout(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text("plan: payments\nwaves: []\n")

    assert run(["plan", "check", "--json", "plan.yaml"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["ok"], answer["files"], answer["plans"]) == (False, ["plan.yaml"], [])
    assert answer["problems"][-1] == {
        "code": "P025",
        "message": "`waves` is empty",
        "file": "plan.yaml",
        "line": 2,
        "column": 8,
        "hint": 'as in `[{"wave": "databases", "groups": ["databases"]}]`',
    }


def test_schema_prints_what_the_starter_plans_name(capsys):
    assert run(["plan", "schema"]) == 0
    assert capsys.readouterr().out == (STARTERS / "plan.schema.json").read_text()
    assert (
        (STARTERS / "payments.yaml")
        .read_text()
        .startswith("# yaml-language-server: $schema=plan.schema.json\n")
    )


@pytest.mark.parametrize(("option", "name"), [([], "show.txt"), (["--mermaid"], "show.mermaid")])
def test_show_draws_the_plan(option, name, capsys, golden):
    assert run(["plan", "show", *option, str(STARTERS / "payments.yaml")]) == 0
    golden(capsys.readouterr().out, GOLDEN / f"payments.{name}")


def test_show_of_a_bad_plan_tells_its_mistakes(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text("- a\n")

    assert run(["plan", "show", "plan.yaml"]) == 1
    assert capsys.readouterr().err.startswith("plan.yaml:1:1: error[P012] ")
