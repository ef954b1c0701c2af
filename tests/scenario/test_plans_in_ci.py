"""The script for a repository of plans: what each of its verbs does, and its exit code."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from fakes.embedded_process import ROOT, EmbeddedProcess, plain_environment
from fakes.muster_process import MAIN
from fakes.small_plan import write_small_plan

CI = ROOT / "templates" / "ci"
pytestmark = pytest.mark.slow


@pytest.fixture
def repository(tmp_path):
    """A folder `plans` with the starter plan and its people."""
    shutil.copytree(ROOT / "templates" / "plans", tmp_path / "plans")
    return tmp_path


def script(verb: str, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run it as a runner does, with `muster` on the path."""
    program = folder / "bin" / "muster"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{MAIN}" "$@"\n')
    program.chmod(0o755)
    environ = plain_environment(folder) | settings
    path = f"{program.parent}:{os.environ['PATH']}"
    return subprocess.run(
        ("sh", str(CI / "plans.sh"), verb),
        cwd=folder,
        env=environ | {"PATH": path},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )


def test_good_plans_pass_and_leave_their_reports_and_runbooks(repository):
    done = script("check", repository)

    reports = {path.name for path in (repository / "reports").iterdir()}
    assert done.returncode == 0, done.stderr
    assert reports == {"plans.xml", "plans.sarif", "runbooks.xml", "runbooks"}
    assert (repository / "reports" / "runbooks" / "muster-drill-payments.yaml").exists()


def test_a_mistake_ends_with_1_and_is_told(repository):
    plan = repository / "plans" / "payments.yaml"
    plan.write_text(plan.read_text().replace("needs: [web]", "needs: [wbe]"))

    done = script("check", repository)

    assert done.returncode == 1
    assert "there is no wave `wbe`" in done.stderr
    assert "P041" in (repository / "reports" / "plans.sarif").read_text()


def test_a_plan_that_would_fail_with_these_servers_ends_with_1(tmp_path):
    (tmp_path / "plans").mkdir()
    paths = write_small_plan(tmp_path / "plans")
    short = tmp_path / "inventory.yaml"
    short.write_text(paths["inventory"].read_text().rpartition("\n- ")[0] + "\n")
    for name in ("inventory", "faults"):
        paths[name].unlink()

    done = script("check", tmp_path, INVENTORY="inventory.yaml")

    assert done.returncode == 1, done.stdout
    assert "a drill of plans/plan.yaml, simulated:" in done.stdout


def test_a_merge_publishes_what_the_difference_names(repository):
    environ = plain_environment(repository)
    with EmbeddedProcess("--empty", environ=environ) as embedded:
        told = {k: v for k, v in embedded.environment.items() if k.startswith("AWS_")}
        settings = told | {"WHERE": ""}
        before = script("difference", repository, **settings)
        done = script("publish", repository, **settings)
        after = script("difference", repository, **settings)

    assert (before.returncode, done.returncode, after.returncode) == (0, 0, 0), done.stderr
    assert "muster-recover-payments" in before.stdout
    assert "muster-recover-payments" in done.stdout
    assert "muster-recover-payments" not in after.stdout


def test_an_unknown_verb_is_wrong_usage():
    done = subprocess.run(
        ("sh", str(CI / "plans.sh"), "apply"), capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert "plans.sh publish" in done.stderr


def test_the_workflow_calls_what_the_script_has():
    workflow = yaml.safe_load((CI / "github.yaml").read_text())

    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    called = [step["run"] for step in steps if "plans.sh" in step.get("run", "")]
    assert called == [f"sh .github/plans.sh {v}" for v in ("check", "difference", "publish")]
    assert workflow["jobs"]["publish"]["needs"] == "check"
    assert workflow["permissions"] == {"contents": "read"}
