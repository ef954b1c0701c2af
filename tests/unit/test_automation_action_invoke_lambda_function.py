import io
import json

import pytest
from fakes.automation_world import AutomationWorld, step, step_of


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
