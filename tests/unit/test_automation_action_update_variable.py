import pytest
from fakes.automation_world import AutomationWorld, script, step


@pytest.fixture
def world():
    return AutomationWorld()


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
