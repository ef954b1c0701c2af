"""`muster demo --headless`: a whole drill in one terminal."""

import signal
import subprocess
import sys

import pytest
from fakes.embedded_process import plain_environment
from fakes.muster_process import MAIN
from fakes.small_plan import write_small_plan

from muster.entrypoints.cli.main import run

FAILS_ONCE = "faults: [{launch-failure: {server: s-11111111111111111, reason: no capacity}}]"
FAILS_ALWAYS = (
    "faults: [{launch-failure: {server: s-11111111111111111, reason: broken, times: always}}]"
)


def demo_of(folder, *, gate=False, faults=""):
    """The command line of a demo of the small plan."""
    paths = write_small_plan(folder, gate=gate, faults=faults)
    fault = ["--fault", str(paths["faults"])] if faults else []
    files = ["--plan", str(paths["plan"]), "--inventory", str(paths["inventory"]), *fault]
    return ["demo", "--headless", *files, "--speed", "20000"]


def test_a_failed_launch_is_decided_upon_retried_approved_and_cleaned_up(tmp_path, capsys):
    code = run(demo_of(tmp_path, gate=True, faults=FAILS_ONCE))

    said = capsys.readouterr().out
    in_order = (
        "Nothing touches a real account",
        "operator starts a drill of `small`",
        "2 servers in 2 waves",
        "first-server (s-11111111111111111) is not launched: no capacity",
        "wave first failed",
        "operator decides: retry first",
        "wave first succeeded",
        "approval of wave second is asked of @owners, 2 needed",
        "stand-in-1 approves wave second",
        "stand-in-2 approves wave second",
        "the drill succeeded",
        "clean-up begins",
        "succeeded at attempt 2",
        "RTO of 30 m 00 s kept",
        "verified: DRS knows no drill instance any more",
    )
    places = [said.find(words) for words in in_order]
    assert -1 not in places, dict(zip(in_order, places, strict=True))
    assert places == sorted(places)
    assert code == 0


def test_a_drill_that_does_not_succeed_is_cleaned_up_all_the_same_and_the_answer_is_no(
    tmp_path, capsys
):
    code = run(demo_of(tmp_path, faults=FAILS_ALWAYS))

    said = capsys.readouterr().out
    assert code == 1
    assert "operator decides: abort first" in said
    assert "DRS knows no drill instance" in said


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("Nothing touches a real account", ""),
        ("wave first launches", "into the drill, which was running (first "),
    ],
    ids=["at once", "in the middle"],
)
def test_an_interrupt_ends_it_cleanly_and_says_where_it_was(tmp_path, line, where):
    arguments = [*demo_of(tmp_path)[:-1], "20"]
    process = subprocess.Popen(
        (sys.executable, "-c", MAIN, *arguments),
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
