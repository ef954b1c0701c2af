"""How long somebody at a terminal waits before anything happens, beside the aws CLI."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.made_plans import plan_text

ABOUT = """
The median of 15 starts, each a process of its own, turn about with `aws --version` of the same run.
"""
STARTS = 15
ROOT = Path(__file__).parent.parent
AWS = ROOT / os.environ.get("AWSCLI", ".venv-awscli") / "bin" / "aws"
HELP_RATIO, CHECK_RATIO = 1.0, 2.5
WAVES = 50


def measure() -> Iterator[Figure]:
    """Nothing where there is no aws CLI: `make awscli`."""
    muster = Path(sys.executable).with_name("muster")
    aws = AWS if AWS.exists() else shutil.which("aws")
    if aws is None:
        print("  no aws CLI to compare with: make awscli")
        return
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / "plan.yaml"
        plan.write_text(plan_text(1_000, WAVES), encoding="utf-8")
        commands = (
            [str(aws), "--version"],
            [str(muster), "--help"],
            [str(muster), "plan", "check", str(plan)],
        )
        version, help_, check = _medians(commands, folder)
    yield Figure("aws --version", version * 1000, "ms")
    yield Figure("muster --help", help_ * 1000, "ms")
    yield Figure("muster --help ÷ aws --version", help_ / version, "", HELP_RATIO)
    yield Figure(f"muster plan check, {WAVES} waves, 1,000 servers", check * 1000, "ms")
    yield Figure("muster plan check ÷ aws --version", check / version, "", CHECK_RATIO)


def _medians(commands: Sequence[list[str]], folder: str) -> list[float]:
    """Seconds by command; turn about, so that a busy moment of the machine befalls all."""
    taken: list[list[float]] = [[] for _ in commands]
    for _ in range(STARTS):
        for place, command in enumerate(commands):
            taken[place].append(_timed(command, folder))
    return [statistics.median(times) for times in taken]


def _timed(command: list[str], folder: str) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=folder)
    return time.perf_counter() - began
