"""Ctrl-C in `muster demo --headless`, which runs as a process of its own."""

import signal
import subprocess
import sys

import pytest
from fakes.embedded_process import plain_environment
from fakes.muster_process import MAIN
from fakes.small_plan import demo_of


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("Nothing touches a real account", ""),
        ("wave first launches", "into the drill, which was running (first "),
    ],
    ids=["at once", "in the middle"],
)
def test_an_interrupt_ends_it_cleanly_and_says_where_it_was(tmp_path, line, where):
    process = subprocess.Popen(
        (sys.executable, "-c", MAIN, *demo_of(tmp_path, speed=20)),
        env=plain_environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    next(said for said in process.stdout if line in said)

    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)

    assert process.returncode == 130
    assert "interrupted" in said
    assert where in said
    assert "Traceback" not in said
