"""Reports for continuous integration: SARIF and JUnit, of plans and of runbooks."""

import json
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from muster.entrypoints.cli.main import run
from muster.entrypoints.reports.junit import junit
from muster.entrypoints.reports.mistake import Mistake
from muster.entrypoints.reports.sarif import sarif

RUNBOOK = """
schemaVersion: '0.3'
mainSteps:
- {name: Nap, action: 'aws:sleep', inputs: {Duration: PT1S}, nextStep: Nowhere}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def mistake(**more):
    known = {"code": "P001", "title": "a rule", "severity": "error", "message": "it is wrong"}
    place = {"hint": "mend it", "file": "a plan.yaml", "line": 3, "column": 7}
    return Mistake(**known | place | more)


def results(path="r/plans.sarif"):
    (found,) = json.loads(Path(path).read_text())["runs"]
    return found["results"], found["tool"]["driver"]["rules"]


def test_a_mistake_in_a_plan_stands_in_both_reports_at_its_place():
    Path("plan.yaml").write_text("plan: payments\nwaves: []\n")

    code = run(["plan", "check", "plan.yaml", "--sarif", "r/plans.sarif", "--junit", "r/plans.xml"])

    found, rules = results()
    told = next(each for each in found if each["ruleId"] == "P025")
    suite = fromstring(Path("r/plans.xml").read_text())[0]
    assert code == 1
    assert rules[told["ruleIndex"]]["id"] == "P025"
    assert told["message"]["text"].startswith("`waves` is empty\nhint: ")
    assert told["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "plan.yaml"},
        "region": {"startLine": 2, "startColumn": 8},
    }
    assert (suite.get("tests"), suite.get("failures")) == ("1", "1")
    assert "plan.yaml:2:8: error[P025] `waves` is empty" in suite[0][0].text


def test_reports_are_written_also_when_nothing_is_wrong():
    Path("good.json").write_text('{"schemaVersion": "0.3", "mainSteps": []}')
    good = RUNBOOK.replace(", nextStep: Nowhere", ", isEnd: true")
    Path("good.yaml").write_text(good)

    code = run(["runbook", "check", "good.yaml", "--sarif", "r/plans.sarif", "--junit", "r.xml"])

    assert code == 0
    assert results() == ([], [])
    assert [case.get("name") for case in fromstring(Path("r.xml").read_text())[0]] == ["good.yaml"]


def test_a_runbook_that_jumps_nowhere_fails_its_case():
    Path("bad.yaml").write_text(RUNBOOK)

    code = run(["runbook", "check", "bad.yaml", "--sarif", "r/plans.sarif", "--junit", "r.xml"])

    (case,) = fromstring(Path("r.xml").read_text())[0]
    assert code == 1
    assert case[0].tag == "failure"
    assert {each["level"] for each in results()[0]} >= {"error"}


def test_warnings_fail_no_case_but_are_told():
    text = junit("check", ["a", "b"], [mistake(file="a", severity="warning")])

    suite = fromstring(text)[0]
    assert (suite.get("tests"), suite.get("failures")) == ("2", "0")
    assert suite[0][0].tag == "system-out"


def test_a_mistake_of_a_file_as_a_whole_has_no_region():
    (run_,) = json.loads(sarif("check", [], [mistake(line=0, column=0)]))["runs"]

    (location,) = run_["results"][0]["locations"]
    assert location["physicalLocation"] == {"artifactLocation": {"uri": "a%20plan.yaml"}}


@pytest.mark.parametrize("text", ["\x00\x1b[2J", "\udcff\ufffe", "]]><failure/>&", "\u2028"])
def test_no_text_breaks_a_report(text):
    wrong = [mistake(message=text, file=text)]

    assert len(fromstring(junit("check", [text], wrong).encode(errors="replace"))[0]) == 1
    assert len(json.loads(sarif("check", [text], wrong))["runs"][0]["results"]) == 1
