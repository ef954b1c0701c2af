"""The real aws CLI against `muster embedded up`: a whole drill is done with it alone."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from fakes.embedded_process import ROOT, EmbeddedProcess, plain_environment

SPEED = "150"  # a call of the CLI takes half a second: a minute or two of virtual time
PATIENCE = 300.0  # real seconds, for a very busy machine; a wait usually takes a few
BREATH = 0.5  # real seconds between two looks: other tests want the processor too
ACCOUNT = "123456789012"
BREAK_GLASS = f"arn:aws:iam::{ACCOUNT}:role/muster-break-glass"
UNLUCKY = "s-5817ab4ccdfa96db3"
FAULTS = f"""
faults:
- launch-failure: {{server: {UNLUCKY}, reason: "InsufficientInstanceCapacity: none is left"}}
"""


def _aws_executable() -> str | None:
    """`AWS_CLI`, what `make awscli` installed, or the system's; never a package of our own."""
    beside = ROOT / ".venv-awscli" / "bin" / "aws"
    ours = str(Path(sys.executable).parent)
    elsewhere = os.pathsep.join(p for p in os.get_exec_path() if p != ours)
    named = os.environ.get("AWS_CLI")
    return named or (str(beside) if beside.exists() else shutil.which("aws", path=elsewhere))


AWS = _aws_executable()
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(AWS is None, reason="no aws CLI: `make awscli` installs one"),
]


class RefusedError(Exception):
    """The aws CLI ended with an error; the message is what it said."""


class Cli:
    """The aws CLI in the environment that `muster embedded up` told its clients to use."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)

    def __call__(self, *arguments: str) -> Any:
        done = subprocess.run(
            (str(AWS), *arguments, "--output", "json"),
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        if done.returncode:
            raise RefusedError(done.stderr)
        return json.loads(done.stdout) if done.stdout.strip() else None

    def in_role(self, role: str, session: str) -> "Cli":
        answer = self("sts", "assume-role", "--role-arn", role, "--role-session-name", session)
        keys = answer["Credentials"]
        return Cli(
            self._environment
            | {
                "AWS_ACCESS_KEY_ID": keys["AccessKeyId"],
                "AWS_SECRET_ACCESS_KEY": keys["SecretAccessKey"],
                "AWS_SESSION_TOKEN": keys["SessionToken"],
            }
        )

    def start(self, document: str, **parameters: str) -> str:
        given = ("--parameters", json.dumps({k: [v] for k, v in parameters.items()}))
        answer = self(
            "ssm",
            "start-automation-execution",
            "--document-name",
            document,
            *(given if parameters else ()),
        )
        return answer["AutomationExecutionId"]

    def execution(self, execution: str) -> Mapping[str, Any]:
        answer = self("ssm", "get-automation-execution", "--automation-execution-id", execution)
        return answer["AutomationExecution"]

    def steps(self, execution: str) -> Mapping[str, str]:
        """The status of each step, by its name."""
        answer = self(
            "ssm", "describe-automation-step-executions", "--automation-execution-id", execution
        )
        return {step["StepName"]: step["StepStatus"] for step in answer["StepExecutions"]}

    def of_wave(self, wave: str) -> list[Mapping[str, Any]]:
        """The executions of a wave's document, the latest first."""
        document = f"muster-wave-payments.{wave}"
        chosen = f"Key=DocumentNamePrefix,Values={document}"
        answer = self("ssm", "describe-automation-executions", "--filters", chosen)
        return answer["AutomationExecutionMetadataList"]

    def statuses(self, wave: str) -> list[str]:
        return [each["AutomationExecutionStatus"] for each in self.of_wave(wave)]

    def does(self, verb: str, run: str, **parameters: str) -> str:
        """Start a verb of the pack; gives its answer when it has ended well."""
        execution = self.start(f"muster-{verb}", RunId=run, **parameters)
        ended = until(lambda: self._ended(execution), f"muster-{verb} ends")
        assert ended["AutomationExecutionStatus"] == "Success", ended.get("FailureMessage")
        return next(iter(ended["Outputs"].values()))[0]

    def _ended(self, execution: str) -> Mapping[str, Any] | None:
        found = self.execution(execution)
        going = ("Pending", "InProgress", "Waiting")
        return None if found["AutomationExecutionStatus"] in going else found

    def jobs(self) -> list[Mapping[str, Any]]:
        return self("drs", "describe-jobs", "--filters", "{}")["items"]

    def instances(self) -> list[Mapping[str, Any]]:
        return self("drs", "describe-recovery-instances", "--filters", "{}")["items"]


def until(look: Callable[[], Any], what: str) -> Any:
    """The first answer that is not empty. Raises `AssertionError` after much more than enough."""
    end = time.monotonic() + PATIENCE
    while not (found := look()):
        assert time.monotonic() < end, f"waited {PATIENCE} s in vain until {what}"
        time.sleep(BREATH)  # the other side is paced by the wall, there is nothing else to wait on
    return found


@pytest.fixture(scope="module")
def aws(tmp_path_factory):
    home = tmp_path_factory.mktemp("aws-cli")
    (home / "faults.yaml").write_text(FAULTS)
    shutil.copy(ROOT / "templates" / "plans" / "people.yaml", home)
    plan = (ROOT / "templates" / "plans" / "payments.yaml").read_text()
    (home / "payments.yaml").write_text(plan.replace("expires: 1h", "expires: 24h"))  # no hurry
    files = ("--plan", str(home / "payments.yaml"), "--faults", str(home / "faults.yaml"))
    arguments = ("--speed", SPEED, *files)
    with EmbeddedProcess(*arguments, environ=plain_environment(home)) as embedded:
        yield Cli(embedded.environment)


def test_a_whole_drill_is_done_with_the_aws_cli_alone(aws):
    what_there_is(aws)
    run = aws.start("muster-drill-payments", Reason="a story", Ticket="CHG-1")
    pause_and_resume(aws, run)
    approval_by_break_glass(aws)
    failure_and_retry(aws, run)
    success(aws, run)
    clean_up(aws, run)


def what_there_is(aws):
    chosen = ("--filters", "Key=Owner,Values=Self")
    documents = aws("ssm", "list-documents", *chosen)["DocumentIdentifiers"]
    servers = aws("drs", "describe-source-servers", "--filters", "{}")["items"]

    assert {"muster-drill-payments", "muster-decide", "muster-cleanup"} <= {
        document["Name"] for document in documents
    }
    assert len(servers) == 6
    assert {s["dataReplicationInfo"]["dataReplicationState"] for s in servers} == {"CONTINUOUS"}


def pause_and_resume(aws, run):
    until(aws.jobs, "the first wave launches")
    aws.does("pause", run, Reason="wait for the network")

    assert aws.execution(run)["AutomationExecutionStatus"] == "InProgress"
    assert aws.steps(run)["Register"] == "Success"
    until(lambda: aws.statuses("databases") == ["Success"], "the first wave ends")
    assert [aws.statuses("applications") for _ in range(3)] == [[], [], []]

    aws.does("resume", run)


def approval_by_break_glass(aws):
    until(lambda: aws.of_wave("applications"), "the second wave begins")
    wave = aws.of_wave("applications")[0]["AutomationExecutionId"]
    until(lambda: aws.steps(wave).get("Approve") == "Waiting", "it waits for approval")
    signal = ("ssm", "send-automation-signal", "--automation-execution-id", wave)

    with pytest.raises(RefusedError, match="not"):
        aws(*signal, "--signal-type", "Approve")  # the operator is no approver
    nora = aws.in_role(BREAK_GLASS, "nora")
    nora(*signal, "--signal-type", "Approve", "--payload", '{"Comment": ["the bot is down"]}')

    until(lambda: aws.steps(wave).get("Approve") == "Success", "the approval counts")


def failure_and_retry(aws, run):
    until(lambda: aws.statuses("applications") == ["Failed"], "the second wave fails")
    failed = aws.jobs()[0]
    launched = {s["sourceServerID"]: s["launchStatus"] for s in failed["participatingServers"]}
    log = aws("drs", "describe-job-log-items", "--job-id", failed["jobID"])["items"]

    assert failed["status"] == "COMPLETED"
    assert launched[UNLUCKY] == "FAILED"
    assert "LAUNCH_FAILED" in [item["event"] for item in log]
    assert aws.of_wave("web") == []

    answer = aws.does("retry", run, Wave="applications")
    assert "attempt 2" in answer
    wanted = ["Success", "Failed"]
    until(lambda: aws.statuses("applications") == wanted, "the second attempt succeeds")
    launches = [[s["sourceServerID"] for s in j["participatingServers"]] for j in aws.jobs()]
    assert next(servers for servers in launches if UNLUCKY in servers) == [UNLUCKY]


def success(aws, run):
    until(lambda: aws.execution(run)["AutomationExecutionStatus"] == "Success", "the run ends")

    assert aws.statuses("web") == ["Success"]
    assert aws.statuses("switch-traffic") == ["Success"]
    assert [job["type"] for job in aws.jobs()] == ["LAUNCH"] * 4
    assert len(aws.instances()) == 6
    assert all(instance["isDrill"] for instance in aws.instances())


def clean_up(aws, run):
    answer = aws.does("cleanup", run)

    assert "no drill instance" in answer
    until(lambda: aws.instances() == [], "DRS has forgotten them")
