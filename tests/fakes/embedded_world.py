"""Worlds of the embedded AWS for tests, and what a test asks of one."""

import json
import socket
from contextlib import contextmanager

import boto3
from botocore.config import Config

from muster.embedded.aws.faults.script import load_faults
from muster.embedded.aws.seeds import Inventory, Server
from muster.embedded.aws.world import World

HUB, SPOKE, REGION = "123456789012", "210987654321", "us-west-2"
OPERATOR = f"arn:aws:iam::{HUB}:user/operator"
AUTOMATION_ROLE = f"arn:aws:iam::{HUB}:role/muster-automation"
DATABASE_1, DATABASE_2 = "s-51d6b65c73391918f", "s-5c555d9c008f90131"
START = 1_670_440_506.0

TWO_DATABASES = Inventory(
    account=HUB,
    region=REGION,
    servers=(Server(DATABASE_1, HUB, REGION), Server(DATABASE_2, HUB, REGION)),
)


def world(inventory=TWO_DATABASES, *, faults="", **keywords):
    """A world, with faults given as YAML text."""
    if faults:
        keywords["faults"] = load_faults(faults)
    return World(inventory, start=START, **keywords)


def client(a_world, service, principal=OPERATOR, region=REGION):
    return a_world.client(service, principal=principal, region=region)


def socket_client(a_world, port, service, user="operator"):
    """A client as any other process has it: an endpoint and keys, nothing else."""
    settings = a_world.environment(port, user)
    return boto3.client(
        service,
        endpoint_url=settings["AWS_ENDPOINT_URL"],
        region_name=settings["AWS_REGION"],
        aws_access_key_id=settings["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=settings["AWS_SECRET_ACCESS_KEY"],
        config=Config(retries={"total_max_attempts": 1, "mode": "standard"}),
    )


def error_code(error):
    return error.response["Error"]["Code"]


def run_document(a_world, steps, *, assume=AUTOMATION_ROLE, name="muster-test", limit=7200.0):
    """Run an Automation document of these steps to its end; gives the execution as SSM shows it."""
    ssm = client(a_world, "ssm")
    content = {"schemaVersion": "0.3", "mainSteps": steps} | (
        {"assumeRole": assume} if assume else {}
    )
    ssm.create_document(
        Name=name,
        Content=json.dumps(content),
        DocumentType="Automation",
        DocumentFormat="JSON",
    )
    execution_id = ssm.start_automation_execution(DocumentName=name)["AutomationExecutionId"]
    run = a_world.parts.automation.run_of(execution_id, account=HUB, region=REGION)
    a_world.clock.run_until(lambda: run.execution.over, a_world.clock.now() + limit)
    return ssm.get_automation_execution(AutomationExecutionId=execution_id)["AutomationExecution"]


def script_step(name, body, **more):
    """An aws:executeScript step whose handler has this body."""
    lines = "\n".join(f"    {line}" for line in body.strip().splitlines())
    script = f"import boto3\ndef handler(events, context):\n{lines}\n"
    inputs = {"Runtime": "python3.11", "Handler": "handler", "Script": script}
    return {"name": name, "action": "aws:executeScript", "inputs": inputs, **more}


@contextmanager
def loopback_only(monkeypatch):
    """No socket of this process may leave the machine; gives the list of addresses it tried."""
    tried = []
    real = socket.socket.connect

    def connect(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in (
            "127.0.0.1",
            "::1",
        ):
            tried.append(address)
            raise AssertionError(f"a test tried to reach {address}")
        return real(self, address)

    with monkeypatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        patch.setattr(socket, "getaddrinfo", _only_loopback(socket.getaddrinfo, tried))
        yield tried


def _only_loopback(real, tried):
    def getaddrinfo(host, *arguments, **keywords):
        if host not in ("127.0.0.1", "localhost", "::1"):
            tried.append(host)
            raise AssertionError(f"a test tried to resolve {host}")
        return real(host, *arguments, **keywords)

    return getaddrinfo
