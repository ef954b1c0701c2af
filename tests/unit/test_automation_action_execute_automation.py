import pytest
from fakes.automation_world import OPERATOR, ROLE, AutomationWorld, script, step, step_of

CHILD_ROLE = "arn:aws:iam::123456789012:role/child"


@pytest.fixture
def world():
    world = AutomationWorld()
    world.document(
        [script("return {'said': events['p']}", "Say", payload={"p": "{{ P }}"})],
        "child",
        parameters={"P": {"type": "StringList", "default": ["none"]}},
        outputs=["Say.Payload"],
        assumeRole=CHILD_ROLE,
    )
    return world


def call(**inputs):
    return step("Child", "aws:executeAutomation", {"DocumentName": "child", **inputs})


def child_of(world, execution):
    shown = step_of(execution, "Child")
    return world.get(shown["Outputs"]["ExecutionId"][0])


def test_it_runs_another_document_to_its_end(world):
    execution = world.run([call(RuntimeParameters={"P": ["a", "b"]})], assumeRole=ROLE)

    child = child_of(world, execution)
    assert child["AutomationExecutionStatus"] == "Success"
    assert child["ParentAutomationExecutionId"] == execution["AutomationExecutionId"]
    assert child["Parameters"] == {"P": ["a", "b"]}
    assert step_of(execution, "Child")["Outputs"]["Output"] == ['{"said":["a","b"]}']


def test_the_parent_starts_it_as_whom_it_is(world):
    execution = world.run([call()], assumeRole=ROLE)

    parent = f"Automation-{execution['AutomationExecutionId']}"
    assert child_of(world, execution)["ExecutedBy"].endswith(f"muster-automation/{parent}")
    assert child_of(world, world.run([call()], name="free"))["ExecutedBy"] == OPERATOR


def test_a_child_that_fails_fails_the_step(world):
    world.document([script("raise ValueError('boom')")], "bad")

    execution = world.run([call(DocumentName="bad")])

    assert execution["AutomationExecutionStatus"] == "Failed"
    assert "boom" in execution["FailureMessage"]


def test_a_child_that_cannot_start_fails_the_step(world):
    execution = world.run([call(DocumentName="ghost")])

    assert "AutomationDefinitionNotFoundException" in execution["FailureMessage"]


def test_children_are_found_by_their_parent(world):
    execution = world.run([call()])

    parent = execution["AutomationExecutionId"]
    filters = [{"Key": "ParentExecutionId", "Values": [parent]}]
    answer = world.call("DescribeAutomationExecutions", Filters=filters)
    assert [one["DocumentName"] for one in answer["AutomationExecutionMetadataList"]] == ["child"]


def test_cancelling_the_parent_cancels_the_child(world):
    world.document([step("Gate", "aws:pause")], "slow")
    execution_id = world.start([call(DocumentName="slow")])
    world.pass_(60)

    world.call("StopAutomationExecution", AutomationExecutionId=execution_id)
    world.pass_(10)

    answer = world.call("DescribeAutomationExecutions")["AutomationExecutionMetadataList"]
    assert [one["AutomationExecutionStatus"] for one in answer] == ["Cancelled", "Cancelled"]


def test_runbooks_nest_five_levels_below_the_first(world):
    world.document([step("Again", "aws:executeAutomation", {"DocumentName": "deep"})], "deep")

    world.run(name="deep")

    answer = world.call("DescribeAutomationExecutions")["AutomationExecutionMetadataList"]
    assert len(answer) == 6


def test_a_child_in_several_places_is_refused(world):
    execution = world.run([call(TargetLocations=[{"Accounts": ["1" * 12]}])])

    assert "one place only" in execution["FailureMessage"]
