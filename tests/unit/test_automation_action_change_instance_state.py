import pytest
from fakes.automation_world import AutomationWorld, step


@pytest.fixture
def world():
    return AutomationWorld()


def states(*names):
    left = list(names)

    def answer(_):
        name = left.pop(0) if len(left) > 1 else left[0]
        return {"InstanceStatuses": [{"InstanceId": "i-1", "InstanceState": {"Name": name}}]}

    return answer


def test_instances_are_stopped_and_waited_for(world):
    world.answers["ec2", "DescribeInstanceStatus"] = states("running", "stopping", "stopped")
    inputs = {"InstanceIds": ["i-1"], "DesiredState": "stopped", "Force": True}

    execution = world.run([step("Stop", "aws:changeInstanceState", inputs)])

    assert execution["AutomationExecutionStatus"] == "Success"
    assert world.operations() == ["StopInstances"] + ["DescribeInstanceStatus"] * 3
    assert world.calls[0].params["Force"] is True


def test_a_state_may_only_be_checked(world):
    world.answers["ec2", "DescribeInstanceStatus"] = states("running")
    inputs = {"InstanceIds": ["i-1"], "DesiredState": "running", "CheckStateOnly": True}

    world.run([step("Check", "aws:changeInstanceState", inputs)])

    assert world.operations() == ["DescribeInstanceStatus"]


def test_an_instance_that_never_gets_there_times_out(world):
    world.answers["ec2", "DescribeInstanceStatus"] = states("pending")
    inputs = {"InstanceIds": ["i-1"], "DesiredState": "running"}

    execution = world.run([step("Start", "aws:changeInstanceState", inputs)])

    assert execution["AutomationExecutionStatus"] == "TimedOut"
