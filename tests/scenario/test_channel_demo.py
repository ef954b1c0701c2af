"""`muster demo` with its chat, as a process: it says where it is, and ends when it is told to."""

import json
import signal
import urllib.request

import boto3
import pytest
from fakes.demo_process import DemoProcess
from fakes.embedded_process import muster, plain_environment
from fakes.small_plan import write_small_plan

GONE = "stopped: AWS, Slack and all in them are gone; no real account was touched\n"

pytestmark = pytest.mark.slow


@pytest.fixture
def environ(tmp_path):
    return plain_environment(tmp_path)


@pytest.fixture
def files(tmp_path):
    """A small plan of one's own, as options."""
    written = write_small_plan(tmp_path, gate=True)
    return [w for name in ("plan", "inventory") for w in (f"--{name}", str(written[name]))]


def state_of(demo):
    with urllib.request.urlopen(f"{demo.page}/_embedded/state", timeout=10) as answer:
        return json.load(answer)


def until_said(demo, words):
    """Wait until the channel says it; the page is told of every change, so nothing is polled."""
    with urllib.request.urlopen(f"{demo.page}/_embedded/changes", timeout=30) as changes:
        while words not in json.dumps(state_of(demo)["channel"]):
            changes.readline()


def ssm_of(demo):
    return boto3.client(
        "ssm",
        endpoint_url=demo.endpoint,
        region_name="us-west-2",
        aws_access_key_id="AKIAEMBEDDEDOPERATOR",
        aws_secret_access_key="none",
    )


def test_two_run_at_once_each_with_its_page_and_its_aws(environ, files):
    with (
        DemoProcess(*files, environ=environ) as first,
        DemoProcess("--speed", "7", *files, environ=environ) as second,
    ):
        shown = state_of(second)

        assert first.page != second.page
        assert first.endpoint != second.endpoint
        assert "nothing touches AWS or Slack" in shown["banner"]
        assert "7 times as fast" in shown["banner"]
        assert [person["title"] for person in shown["people"]] == ["operator", *["approver"] * 2]
        assert "small" in json.dumps(shown["commands"])
        assert any("/dr drill small" in hint["command"] for hint in shown["hints"])
        started = ssm_of(first).start_automation_execution(DocumentName="muster-drill-small")
        assert started["AutomationExecutionId"]
        until_said(first, "Drill of small")  # the channel shows what began without it
        assert muster("run", "list", environ=environ).returncode == 0  # it finds the newer one
        assert first.stop(signal.SIGINT) == (0, GONE)
        assert second.stop(signal.SIGTERM)[0] == 0


@pytest.mark.parametrize(
    "until", ["in a chat on this machine", "The channel:"], ids=["while it begins", "at work"]
)
def test_ctrl_c_ends_it_with_one_sentence(environ, files, until):
    with DemoProcess(*files, environ=environ, until=until) as demo:
        code, said = demo.stop()

    assert (code, said) == (0, GONE)


def test_what_it_is_given_is_checked_before_anything_starts(environ, tmp_path):
    (tmp_path / "plan.yaml").write_text("plan: p\n")

    refused = muster("demo", "--plan", str(tmp_path / "plan.yaml"), environ=environ)

    assert refused.returncode == 1
    assert "plan.yaml" in refused.stderr
    assert "channel" not in refused.stdout
