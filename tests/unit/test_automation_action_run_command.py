"""aws:runCommand, and the Run Command operations behind it."""

import pytest
from fakes.automation_world import AutomationWorld, script, step, step_of

from muster.embedded.aws.automation import CommandResult
from muster.embedded.aws.kit import AwsError

ONE, TWO = "i-11111111111111111", "i-22222222222222222"
SHELL = "AWS-RunShellScript"


def played(document_name, instance_id, parameters):
    if parameters.get("commands") == ["fail"] and instance_id == TWO:
        return CommandResult("Failed", 1, "no such file")
    return CommandResult(output="hello")


def running(*ids):
    def answer(asked):
        wanted = [f["Values"] for f in asked.params["Filters"] if f["Name"] == "instance-id"]
        found = [i for i in ids if not wanted or i in wanted[0]]
        instances = [{"InstanceId": i, "State": {"Name": "running"}} for i in found]
        return {"Reservations": [{"Instances": instances}]}

    return answer


@pytest.fixture
def world():
    world = AutomationWorld(commands=played)
    world.answers["ec2", "DescribeInstances"] = running(ONE, TWO)
    return world


def command(text, **inputs):
    parameters = {"commands": [text]}
    return step(
        "Run", "aws:runCommand", {"DocumentName": SHELL, "Parameters": parameters, **inputs}
    )


def test_it_waits_until_every_instance_is_done(world):
    execution = world.run([command("ls", InstanceIds=[ONE, TWO])])

    shown = step_of(execution, "Run")
    assert shown["StepStatus"] == "Success"
    assert shown["Outputs"]["Output"] == ["hello"]
    assert shown["Outputs"]["Status"] == ["Success"]
    assert shown["ResponseCode"] == "0"


def test_one_instance_that_fails_fails_the_step(world):
    execution = world.run([command("fail", InstanceIds=[ONE, TWO])])

    shown = step_of(execution, "Run")
    assert shown["StepStatus"] == "Failed"
    assert f"{TWO} Failed" in shown["FailureMessage"]
    assert shown["Outputs"]["Output"] == ["no such file"]


def test_an_instance_that_does_not_run_is_refused(world):
    world.answers["ec2", "DescribeInstances"] = running(ONE)

    execution = world.run([command("ls", InstanceIds=[ONE, TWO])])

    assert "InvalidInstanceId" in execution["FailureMessage"]
    assert TWO in execution["FailureMessage"]


def test_targets_are_asked_of_ec2(world):
    execution = world.run([command("ls", Targets=[{"Key": "tag:Role", "Values": ["db"]}])])

    assert execution["AutomationExecutionStatus"] == "Success"
    asked = next(call for call in world.calls if call.operation == "DescribeInstances")
    assert {"Name": "tag:Role", "Values": ["db"]} in asked.params["Filters"]


def test_a_script_may_send_and_ask(world):
    body = [
        "import boto3, time",
        "ssm = boto3.client('ssm')",
        f"given = {{'InstanceIds': ['{ONE}'], 'DocumentName': '{SHELL}'}}",
        "c = ssm.send_command(**given)['Command']['CommandId']",
        f"ask = lambda: ssm.get_command_invocation(CommandId=c, InstanceId='{ONE}')",
        "first = ask()['Status']",
        "time.sleep(10)",
        "return [first, ask()['Status'], ask()['StandardOutputContent']]",
    ]

    execution = world.run([script(body)], outputs=["Script.Payload"])

    assert execution["Outputs"]["Script.Payload"] == ["InProgress", "Success", "hello"]


def test_an_unknown_invocation_does_not_exist(world):
    with pytest.raises(AwsError, match="InvocationDoesNotExist"):
        world.call("GetCommandInvocation", CommandId="0" * 36, InstanceId=ONE)


def test_running_instances_are_managed(world):
    answer = world.call("DescribeInstanceInformation")

    shown = [(one["InstanceId"], one["PingStatus"]) for one in answer["InstanceInformationList"]]
    assert shown == [(ONE, "Online"), (TWO, "Online")]
