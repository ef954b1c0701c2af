"""The commands of a sheet, typed into bash with the real aws CLI against `muster embedded up`."""

import re
import subprocess
from pathlib import Path

import pytest
from fakes.embedded_process import ROOT, EmbeddedProcess, muster, plain_environment
from fakes.small_plan import write_small_plan

AWS = ROOT / ".venv-awscli" / "bin" / "aws"
PAYMENTS = ROOT / "templates" / "plans" / "payments.yaml"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not AWS.exists(), reason="no aws CLI: `make awscli` installs one"),
]


def by_hand(folder: Path, plan: Path, mode: str, *options: str) -> str:
    """What bash says to all commands of the sheet of a plan, on an AWS of its own."""
    environ = plain_environment(folder)
    with EmbeddedProcess("--speed", "900", "--plan", str(plan), *options, environ=environ) as aws:
        return typed(sheet(aws, plan, mode, folder), aws, folder)


def sheet(embedded: EmbeddedProcess, plan: Path, mode: str, folder: Path) -> str:
    path = folder / f"{mode}.md"
    asked = ("plan", "sheet", str(plan), "--mode", mode, "-o", str(path))
    done = muster(*asked, environ=embedded.environment)
    assert done.returncode == 0, done.stderr
    return path.read_text()


def typed(text: str, embedded: EmbeddedProcess, folder: Path) -> str:
    """What bash says to all commands of the sheet, in one shell that ends at the first mistake."""
    (folder / "sleep").write_text("#!/bin/sh\nexec /bin/sleep 0.5\n")
    (folder / "sleep").chmod(0o755)
    script = "\n".join(["set -euo pipefail", *re.findall(r"```bash\n(.*?)```", text, re.DOTALL)])
    path = f"{folder}:{AWS.parent}:{embedded.environment['PATH']}"
    done = subprocess.run(
        ("bash", "-c", script),
        env=embedded.environment | {"PATH": path},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_drill_by_hand_launches_every_server_and_ends_by_terminating_them(tmp_path):
    paths = write_small_plan(tmp_path)

    said = by_hand(tmp_path, paths["plan"], "drill", "--inventory", str(paths["inventory"]))

    assert said.count("LAUNCHED") == said.count("COMPLETED") == 2
    assert len(re.findall(r"drsjob-\w+", said)) == 3


def test_a_recovery_by_hand_moves_the_traffic_after_all_servers(tmp_path):
    said = by_hand(tmp_path, PAYMENTS, "recovery")

    assert said.count("LAUNCHED") == 6
    assert said.rindex('"StatusCode": 200') > said.rindex("LAUNCHED")
