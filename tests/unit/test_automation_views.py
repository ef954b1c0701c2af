"""Get and the two Describe operations: shapes, filters, pages; status-change events."""

import pytest
from fakes.automation_world import ROLE, START, AutomationWorld, script, step, step_of

from muster.embedded.aws.kit import AwsError

NAP = {"Duration": "PT1S"}


@pytest.fixture
def world():
    return AutomationWorld()


def test_all_steps_are_shown_from_the_beginning(world):
    execution_id = world.start([step("One", "aws:pause"), step("Two", "aws:sleep", NAP)])
    world.pass_(10)

    execution = world.get(execution_id)

    assert [s["StepStatus"] for s in execution["StepExecutions"]] == ["Waiting", "Pending"]
    assert execution["CurrentStepName"] == "One"
    assert execution["CurrentAction"] == "aws:pause"
    assert execution["StepExecutionsTruncated"] is False


def test_long_histories_are_cut_and_say_so():
    world = AutomationWorld(steps_in_answer=2)

    execution = world.run([step(name, "aws:sleep", NAP) for name in ("One", "Two", "Three")])

    assert len(execution["StepExecutions"]) == 2
    assert execution["StepExecutionsTruncated"] is True


def test_a_step_shows_its_inputs_resolved_and_where_it_may_go(world):
    steps = [
        step("One", "aws:sleep", {"Duration": "{{ D }}"}, onFailure="step:Three"),
        step("Two", "aws:sleep", NAP),
        step("Three", "aws:sleep", NAP),
    ]

    execution = world.run(steps, parameters={"D": {"type": "String", "default": "PT2S"}})

    shown = step_of(execution, "One")
    assert shown["Inputs"] == {"Duration": "PT2S"}
    assert shown["ValidNextSteps"] == ["Three", "Two"]
    assert shown["OnFailure"] == "step:Three"


def test_an_unknown_execution_is_an_error_everywhere(world):
    for operation in ("GetAutomationExecution", "StopAutomationExecution"):
        with pytest.raises(AwsError, match="AutomationExecutionNotFoundException"):
            world.call(operation, AutomationExecutionId="0" * 36)


def listed(world, **params):
    answer = world.call("DescribeAutomationExecutions", **params)
    return [one["DocumentName"] for one in answer["AutomationExecutionMetadataList"]]


def asked(key, *values):
    return {"Filters": [{"Key": key, "Values": list(values)}]}


def test_executions_are_listed_latest_first_and_filtered(world):
    world.document([step("One", "aws:sleep", NAP)], "alpha")
    world.document([step("One", "aws:pause")], "beta")
    world.run(name="alpha", Tags=[{"Key": "muster:plan", "Value": "x"}])
    world.start(name="beta")
    world.pass_(10)

    assert listed(world) == ["beta", "alpha"]
    assert listed(world, **asked("DocumentNamePrefix", "al")) == ["alpha"]
    assert listed(world, **asked("ExecutionStatus", "Waiting", "Failed")) == ["beta"]
    assert listed(world, **asked("TagKey", "muster:plan")) == ["alpha"]
    assert listed(world, **asked("CurrentAction", "aws:pause")) == ["beta"]
    assert listed(world, **asked("StartTimeAfter", "2025-10-09T08:53:21Z")) == ["beta"]
    assert listed(world, **asked("StartTimeBefore", "2025-10-09T08:53:21Z")) == ["alpha"]
    assert listed(world, **asked("AutomationType", "CrossAccount")) == []


def test_filters_must_all_hold(world):
    world.run([step("One", "aws:sleep", NAP)])
    filters = [
        {"Key": "DocumentNamePrefix", "Values": ["run"]},
        {"Key": "ExecutionStatus", "Values": ["Failed"]},
    ]

    assert listed(world, Filters=filters) == []


def test_a_time_that_is_none_is_refused(world):
    world.run([step("One", "aws:sleep", NAP)])

    with pytest.raises(AwsError, match="InvalidFilterValue"):
        listed(world, **asked("StartTimeAfter", "yesterday"))


def steps_of(world, execution_id, **params):
    return world.call(
        "DescribeAutomationStepExecutions", AutomationExecutionId=execution_id, **params
    )


def test_steps_come_in_pages(world):
    names = ["One", "Two", "Three"]
    execution_id = world.run([step(n, "aws:sleep", NAP) for n in names])["AutomationExecutionId"]

    first = steps_of(world, execution_id, MaxResults=2)
    second = steps_of(world, execution_id, MaxResults=2, NextToken=first["NextToken"])

    shown = [s["StepName"] for s in first["StepExecutions"] + second["StepExecutions"]]
    assert shown == names
    assert "NextToken" not in second


def test_a_token_that_is_none_is_refused(world):
    execution_id = world.start([step("One", "aws:sleep", NAP)])

    with pytest.raises(AwsError, match="InvalidNextToken"):
        steps_of(world, execution_id, NextToken="x")


def test_steps_are_filtered_and_reversed(world):
    loop = {"Steps": [step("Inner", "aws:sleep", NAP)], "Iterators": ["a", "b"]}
    execution_id = world.run([step("Loop", "aws:loop", loop), step("End", "aws:sleep", NAP)])[
        "AutomationExecutionId"
    ]

    def names(**params):
        found = steps_of(world, execution_id, **params)["StepExecutions"]
        return [one["StepName"] for one in found]

    assert names(**asked("StepName", "Inner")) == ["Inner", "Inner"]
    assert names(**asked("ParentStepIteration", "2")) == ["Inner"]
    assert names(**asked("ParentStepIteratorValue", "a")) == ["Inner"]
    assert names(**asked("Action", "aws:loop")) == ["Loop"]
    assert names(ReverseOrder=True) == ["Inner", "Inner", "End", "Loop"]


def test_status_events_are_as_documented(world):
    execution = world.run([step("One", "aws:sleep", NAP)], assumeRole=ROLE)

    step_event, execution_event = world.events
    assert step_event["source"] == "aws.ssm"
    assert step_event["detail_type"] == "EC2 Automation Step Status-change Notification"
    assert step_event["detail"] == {
        "ExecutionId": execution["AutomationExecutionId"],
        "Definition": "runbook",
        "DefinitionVersion": 1.0,
        "Status": "Success",
        "StartTime": "Oct 9, 2025 8:53:20 AM",
        "EndTime": "Oct 9, 2025 8:53:22 AM",
        "Time": 2000.0,
        "StepName": "One",
        "Action": "aws:sleep",
    }
    place = "arn:aws:ssm:us-west-2:123456789012"
    assert list(execution_event["resources"]) == [
        f"{place}:automation-execution/{execution['AutomationExecutionId']}",
        f"{place}:automation-definition/runbook:1",
    ]
    assert execution_event["detail"]["ExecutedBy"].endswith("user/operator")
    assert "StepName" not in execution_event["detail"]


def test_events_spell_cancelled_with_one_l(world):
    execution_id = world.start([step("Gate", "aws:pause")])
    world.pass_(10)
    world.call("StopAutomationExecution", AutomationExecutionId=execution_id)
    world.pass_(10)

    assert [event["detail"]["Status"] for event in world.events] == ["Canceled", "Canceled"]


def test_nobody_is_told_of_waiting(world):
    world.start([step("Gate", "aws:pause")])
    world.pass_(1000)

    assert world.events == []


def test_fault_scripts_hear_of_executions_and_steps(world):
    world.run([step("One", "aws:sleep", NAP)])

    assert world.faults.told == [("execution", "runbook"), ("step", "One")]


def test_long_values_are_cut_to_what_the_model_allows(world):
    execution = world.run([script("return 'x' * 5000")])

    assert len(step_of(execution, "Script")["Outputs"]["Payload"][0]) == 512
    assert world.clock.now() > START
