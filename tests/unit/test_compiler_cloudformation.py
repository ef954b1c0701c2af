"""The documents of a plan as CloudFormation templates, and what goes into the run table by hand."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from muster.engine.codec import decode_item
from muster.entrypoints.cli.main import run
from muster.model.plan import plan_hash
from muster.model.settings import Settings
from muster.model.workspace import load_plan
from ssm_documents.compiler import cloudformation, compile_plan
from ssm_documents.compiler.bundler.loader import digest_of
from ssm_documents.compiler.linking import scripts_of

PLAN = Path(__file__).parents[2] / "templates" / "plans" / "payments.yaml"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("compiled")
    assert run(["plan", "compile", str(PLAN), "-o", str(out), "--format", "cloudformation"]) == 0
    return out


@pytest.fixture(scope="module")
def runbooks():
    return compile_plan(load_plan(PLAN), Settings())


def items(folder, prefix):
    files = sorted((folder / "records").glob(f"{prefix}-*.json"))
    requests = [request for file in files for request in json.loads(file.read_text())["muster"]]
    return [decode_item(request["PutRequest"]["Item"]) for request in requests]


def test_every_document_is_in_the_template_as_publishing_would_make_it(folder, runbooks):
    template = yaml.safe_load((folder / "template-1.yaml").read_text())

    made = {each["Properties"]["Name"]: each for each in template["Resources"].values()}
    assert set(made) == set(runbooks)
    for name, runbook in runbooks.items():
        properties = made[name]["Properties"]
        assert made[name]["Type"] == "AWS::SSM::Document"
        assert properties["Content"] == runbook.text()
        assert properties["VersionName"] == runbook.digest()[:40]


def test_cfn_lint_finds_nothing_in_it(folder):
    assert linted(folder / "template-1.yaml") == (0, "")


@pytest.mark.slow
def test_cfn_lint_finds_nothing_in_the_documents_when_they_are_mappings(folder, tmp_path):
    """As texts it cannot read them; with all of its rules it can, so."""
    template = yaml.safe_load((folder / "template-1.yaml").read_text())
    del template["Metadata"]
    for resource in template["Resources"].values():
        resource["Properties"]["Content"] = yaml.safe_load(resource["Properties"]["Content"])
    path = tmp_path / "mappings.json"
    path.write_text(json.dumps(template))

    assert linted(path) == (0, "")


def linted(path):
    lint = Path(sys.executable).with_name("cfn-lint")
    done = subprocess.run(
        [lint, str(path)], capture_output=True, text=True, timeout=120, check=False
    )
    return done.returncode, done.stdout


def test_every_script_that_a_document_loads_goes_into_the_table_before_it(folder, runbooks):
    there = {item["pk"] for item in items(folder, "before")}
    steps = (runbook.content()["mainSteps"] for runbook in runbooks.values())
    loaders = {text for each in steps for text in scripts_of(each) if "SHA256 = " in text}

    assert loaders
    assert {f"SCRIPT#{digest_of(text)}" for text in loaders} <= there


def test_the_plan_goes_into_the_table_before_and_into_the_list_after_the_documents(folder):
    digest = plan_hash(load_plan(PLAN))

    record = next(item for item in items(folder, "before") if item["pk"] == "PLAN#payments")
    current, entry = items(folder, "after")

    assert record["sk"] == f"{digest}#000"
    assert (current["sk"], current["hash"]) == ("CURRENT", digest)
    assert (entry["pk"], entry["plan"], entry["hash"]) == ("PLANS#", "payments", digest)


def test_no_file_holds_more_than_one_call_takes(folder):
    for file in (folder / "records").iterdir():
        assert len(json.loads(file.read_text())["muster"]) <= 25
        assert file.stat().st_size < 16_000_000


def test_many_documents_become_several_templates_with_the_entries_in_the_last(
    runbooks, monkeypatch
):
    monkeypatch.setattr(cloudformation, "LARGEST", 40_000)

    texts = cloudformation.templates("payments", runbooks)

    parts = [yaml.safe_load(text) for text in texts]
    names = [each["Properties"]["Name"] for p in parts for each in p["Resources"].values()]
    assert len(texts) > 1
    assert names == list(runbooks)[::-1]
    assert parts[0]["Description"] == f"Runbooks of plan payments, part 1 of {len(texts)}."


def test_names_that_differ_in_signs_only_have_two_logical_ids():
    one, other = map(cloudformation.logical_id, ("muster-wave-a.b-c", "muster-wave-a.b_c"))

    assert one != other
    assert re.fullmatch("[A-Za-z0-9]+", one)
