"""No process of ours can reach a real AWS endpoint, whatever the environment says."""

import socket

import pytest
from fakes.embedded_process import ROOT, EmbeddedProcess, muster, plain_environment
from fakes.small_plan import write_small_plan

CONFIG = """
[profile production]
region = eu-west-1
endpoint_url = https://drs.eu-west-1.amazonaws.com
[default]
region = eu-west-1
"""
CREDENTIALS = """
[production]
aws_access_key_id = AKIAREALLOOKINGKEY00
aws_secret_access_key = real-looking/real-looking/real-looking00
[default]
aws_access_key_id = AKIAREALLOOKINGKEY01
aws_secret_access_key = real-looking/real-looking/real-looking01
"""
POISON = {
    "AWS_PROFILE": "production",
    "AWS_DEFAULT_PROFILE": "production",
    "AWS_ACCESS_KEY_ID": "AKIAREALLOOKINGKEY02",
    "AWS_SECRET_ACCESS_KEY": "real-looking/real-looking/real-looking02",
    "AWS_SESSION_TOKEN": "real-looking-token",
    "AWS_REGION": "eu-west-1",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_ENDPOINT_URL_DRS": "https://drs.eu-west-1.amazonaws.com",
    "AWS_ENDPOINT_URL_SSM": "https://ssm.eu-west-1.amazonaws.com",
    "AWS_ROLE_ARN": "arn:aws:iam::999999999999:role/production",
    "AWS_WEB_IDENTITY_TOKEN_FILE": "/nowhere",
    "HTTPS_PROXY": "http://192.0.2.1:3128",
    "HTTP_PROXY": "http://192.0.2.1:3128",
}


@pytest.fixture
def poisoned(tmp_path):
    """An environment full of somebody's real-looking AWS, guarded; and the guard's record."""
    aws = tmp_path / ".aws"
    aws.mkdir()
    (aws / "config").write_text(CONFIG)
    (aws / "credentials").write_text(CREDENTIALS)
    log = tmp_path / "connections.log"
    guard = {
        "PYTHONPATH": f"{ROOT / 'tests' / 'fakes' / 'guarded'}:{ROOT / 'tests'}",
        "LOOPBACK_LOG": str(log),
    }
    return {**plain_environment(tmp_path), **POISON, **guard}, log


def attempts(log):
    """What the guard saw, without what was allowed."""
    lines = log.read_text().splitlines()
    assert "guarded" in lines
    return [line for line in lines if line.startswith("refused")]


def test_the_demo_connects_to_nobody_at_all(poisoned):
    environ, log = poisoned

    done = muster("demo", "--headless", "--speed", "5000", environ=environ)

    assert done.returncode == 0, done.stderr
    assert log.read_text().splitlines() == ["guarded"]


def test_a_simulation_connects_to_nobody_at_all(poisoned, tmp_path):
    environ, log = poisoned
    small = write_small_plan(tmp_path)

    done = muster(
        "simulate", str(small["plan"]), "--inventory", str(small["inventory"]), environ=environ
    )

    assert done.returncode == 0, done.stderr
    assert log.read_text().splitlines() == ["guarded"]


def test_an_embedded_aws_and_the_commands_that_use_it_stay_on_this_machine(poisoned):
    environ, log = poisoned

    with EmbeddedProcess("--speed", "600", environ=environ) as embedded:
        started = muster("run", "drill", "payments", environ=embedded.environment)
        nowhere = {**environ, "AWS_PROFILE": "there-is-no-such-profile"}
        found_by_itself = muster("run", "status", "last", environ=nowhere)
        embedded.stop()

    assert started.returncode == 0, started.stderr
    assert found_by_itself.returncode == 0, found_by_itself.stderr
    assert "drill of payments" in found_by_itself.stdout
    assert attempts(log) == []


def test_without_an_embedded_aws_nothing_is_asked_of_a_real_one(poisoned):
    environ, log = poisoned

    done = muster("run", "list", environ=environ)

    assert done.returncode == 2
    assert "no embedded AWS is running" in done.stderr
    assert attempts(log) == []


@pytest.mark.parametrize("target", [("192.0.2.1", 443), ("203.0.113.7", 80)])
def test_these_tests_cannot_leave_this_machine_either(target):
    with socket.socket() as door, pytest.raises(PermissionError, match="leave this machine"):
        door.connect(target)


def test_the_guard_sees_names_before_they_are_looked_up():
    with pytest.raises(PermissionError, match=r"drs\.us-west-2\.amazonaws\.com"):
        socket.getaddrinfo("drs.us-west-2.amazonaws.com", 443)
