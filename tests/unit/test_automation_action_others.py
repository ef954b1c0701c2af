"""aws:invokeLambdaFunction, aws:updateVariable, aws:createTags, aws:changeInstanceState."""

import io
import json

import pytest
from fakes.automation_world import AutomationWorld, script, step, step_of


@pytest.fixture
def world():
    return AutomationWorld()


def invoke(**inputs):
    return step(
        "Invoke",
        "aws:invokeLambdaFunction",
        {"FunctionName": "point-dns", **inputs},
        outputs=[{"Name": "Done", "Selector": "$.done", "Type": "Boolean"}],
    )


def lambda_says(world, content, **answer):
    world.answers["lambda", "Invoke"] = lambda _: {
        "StatusCode": 200,
        "Payload": io.BytesIO(json.dumps(content).encode()),
        **answer,
    }


def test_a_function_is_invoked_with_its_payload(world):
    lambda_says(world, {"done": True})

    execution = world.run([invoke(InputPayload={"plan": "{{ global:REGION }}"})])

    assert json.loads(world.calls[0].params["Payload"]) == {"plan": "us-west-2"}
    shown = step_of(execution, "Invoke")["Outputs"]
    assert (shown["StatusCode"], shown["Done"]) == (["200"], ["true"])
    assert shown["Payload"] == ['{"done": true}']


def test_a_function_that_fails_fails_the_step(world):
    lambda_says(world, {"errorMessage": "boom"}, FunctionError="Unhandled")

    execution = world.run([invoke()])

    assert execution["AutomationExecutionStatus"] == "Failed"
    assert "boom" in execution["FailureMessage"]


VARIABLES = {"Count": {"type": "Integer", "default": 1}}


def test_a_variable_changes_for_the_steps_that_follow(world):
    change = {"Name": "variable:Count", "Value": "{{ Two.Two }}"}
    two = [{"Name": "Two", "Selector": "$.Payload.two", "Type": "Integer"}]
    steps = [
        script(
            "return {'two': events['n'] + 1}",
            "Two",
            payload={"n": "{{ variable:Count }}"},
            outputs=two,
        ),
        step("Change", "aws:updateVariable", change),
        script("return events", "Last", payload={"n": "{{ variable:Count }}"}),
    ]

    execution = world.run(steps, variables=VARIABLES, outputs=["Last.Payload"])

    assert execution["Outputs"]["Last.Payload"] == ['{"n":2}']
    assert execution["Variables"] == {"Count": ["2"]}


@pytest.mark.parametrize(
    "inputs", [{"Name": "variable:Count", "Value": "2"}, {"Name": "variable:Ghost", "Value": 2}]
)
def test_a_variable_keeps_its_type(world, inputs):
    execution = world.run([step("Change", "aws:updateVariable", inputs)], variables=VARIABLES)

    assert execution["AutomationExecutionStatus"] == "Failed"


TAGS = [{"Key": "a", "Value": "b"}]


def test_tags_go_to_instances_in_one_call(world):
    world.run([step("Tag", "aws:createTags", {"ResourceIds": ["i-1", "i-2"], "Tags": TAGS})])

    (call,) = world.calls
    assert (call.operation, call.params) == (
        "CreateTags",
        {"Resources": ["i-1", "i-2"], "Tags": TAGS},
    )


def test_tags_of_other_things_go_through_ssm(world):
    inputs = {"ResourceType": "Parameter", "ResourceIds": ["p", "q"], "Tags": TAGS}

    world.run([step("Tag", "aws:createTags", inputs)])

    assert world.operations() == ["AddTagsToResource"] * 2


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
