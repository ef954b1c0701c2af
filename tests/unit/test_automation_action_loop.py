import json

import pytest
from fakes.automation_world import AutomationWorld, script, statuses, step, step_of

NAP = {"Duration": "PT1S"}


@pytest.fixture
def world():
    return AutomationWorld()


def loop(*steps, **inputs):
    return step("Loop", "aws:loop", {"Steps": list(steps), **inputs})


def passes(execution):
    return [s for s in execution["StepExecutions"] if "ParentStepDetails" in s]


def until(number):
    """A loop whose script asks for another pass until the given one."""
    again = script(
        f"return {{'again': events['n'] < {number}}}",
        "Inner",
        payload={"n": "{{ Loop.CurrentIteration }}"},
        outputs=[{"Name": "Again", "Selector": "$.Payload.again", "Type": "Boolean"}],
    )
    condition = {"Variable": "{{ Inner.Again }}", "BooleanEquals": True}
    return loop(again, LoopCondition=condition, MaxIterations=10)


def test_the_condition_is_asked_after_each_pass(world):
    execution = world.run([until(3), step("End", "aws:sleep", NAP)])

    assert execution["AutomationExecutionStatus"] == "Success"
    assert len(passes(execution)) == 3
    assert step_of(execution, "Loop")["Outputs"]["CurrentIteration"] == ["3"]


def test_there_is_always_a_first_pass(world):
    assert len(passes(world.run([until(0)]))) == 1


def test_max_iterations_end_it_as_a_success(world):
    execution = world.run([until(99)])

    assert len(passes(execution)) == 10
    assert execution["AutomationExecutionStatus"] == "Success"


def test_passes_say_which_loop_they_belong_to(world):
    execution = world.run([until(2)])

    first, second = passes(execution)
    assert first["ParentStepDetails"] == {
        "StepExecutionId": step_of(execution, "Loop")["StepExecutionId"],
        "StepName": "Loop",
        "Action": "aws:loop",
        "Iteration": 1,
    }
    assert second["ParentStepDetails"]["Iteration"] == 2


@pytest.mark.parametrize(
    ("kind", "given", "seen"),
    [
        ("String", ["a", "b"], ["a", "b"]),
        ("Integer", ["1", "2"], [1, 2]),
        ("Boolean", ["true", "false"], [True, False]),
        ("StringMap", ['{"a": "b"}'], [{"a": "b"}]),
    ],
)
def test_it_goes_through_values_of_each_type(world, kind, given, seen):
    inner = script("return events", "Inner", payload={"v": "{{ Loop.CurrentIteratorValue }}"})

    execution = world.run([loop(inner, Iterators=given, IteratorDataType=kind)])

    assert [json.loads(one["Outputs"]["Payload"][0])["v"] for one in passes(execution)] == seen
    assert "IteratorValue" in passes(execution)[0]["ParentStepDetails"]


def test_values_may_come_from_a_parameter(world):
    execution = world.run(
        [loop(step("Inner", "aws:sleep", NAP), Iterators="{{ Ids }}")],
        parameters={"Ids": {"type": "StringList", "default": ["a", "b", "c"]}},
    )

    assert len(passes(execution)) == 3


def test_a_failure_inside_aborts_all_although_the_loop_says_otherwise(world):
    looping = {
        **loop(script("raise ValueError", "Inner"), Iterators=["a", "b"]),
        "onFailure": "Continue",
    }

    execution = world.run([looping, step("End", "aws:sleep", NAP)])

    assert statuses(execution) == [("Loop", "Failed"), ("Inner", "Failed")]
    assert execution["AutomationExecutionStatus"] == "Failed"


def test_a_step_inside_may_continue(world):
    inner = script("raise ValueError", "Inner", onFailure="Continue")

    execution = world.run([loop(inner, Iterators=["a", "b"]), step("End", "aws:sleep", NAP)])

    assert [one["StepStatus"] for one in passes(execution)] == ["Failed", "Failed"]
    assert execution["AutomationExecutionStatus"] == "Success"


def test_a_jump_out_leaves_the_loop_exited(world):
    inner = script("raise ValueError", "Inner", onFailure="step:Rescue", isCritical=False)
    steps = [loop(inner, Iterators=["a", "b"]), step("Never", "aws:sleep", NAP)]
    steps += [step("Rescue", "aws:sleep", NAP)]

    execution = world.run(steps)

    assert statuses(execution) == [("Loop", "Exited"), ("Rescue", "Success"), ("Inner", "Failed")]
    assert execution["AutomationExecutionStatus"] == "Success"


def test_a_jump_out_of_a_critical_step_ends_failed(world):
    inner = script("raise ValueError", "Inner", onFailure="step:Rescue")

    execution = world.run([loop(inner, Iterators=["a"]), step("Rescue", "aws:sleep", NAP)])

    assert execution["AutomationExecutionStatus"] == "Failed"


def test_an_inner_step_that_times_out_times_the_loop_out(world):
    inner = script(["import time", "time.sleep(100)"], "Inner", timeoutSeconds=10)

    execution = world.run([loop(inner, Iterators=["a", "b"])])

    assert statuses(execution) == [("Loop", "TimedOut"), ("Inner", "TimedOut")]
    assert execution["AutomationExecutionStatus"] == "TimedOut"


def test_a_loop_has_a_time_out_of_its_own(world):
    inner = script(["import time", "time.sleep(100)"], "Inner")

    execution = world.run([{**loop(inner, Iterators=["a"] * 9), "timeoutSeconds": 250}])

    assert step_of(execution, "Loop")["StepStatus"] == "TimedOut"
    assert len(passes(execution)) == 3


def test_when_its_time_is_up_no_inner_step_goes_on(world):
    inner = script(["import time", "time.sleep(100)"], "Inner", onFailure="Continue", maxAttempts=3)

    execution = world.run([{**loop(inner, Iterators=["a"] * 9), "timeoutSeconds": 250}])

    assert len(passes(execution)) == 3
    assert execution["AutomationExecutionStatus"] == "TimedOut"


def test_cancelling_ends_the_pass_and_the_loop(world):
    inner = script(["import time", "time.sleep(100)"], "Inner")
    execution_id = world.start([loop(inner, Iterators=["a", "b"])])
    world.pass_(50)

    world.call("StopAutomationExecution", AutomationExecutionId=execution_id)
    world.pass_(1)

    assert statuses(world.get(execution_id)) == [("Loop", "Cancelled"), ("Inner", "Cancelled")]


@pytest.mark.parametrize(
    "inputs",
    [
        {"Iterators": ["x"] * 101},
        {"LoopCondition": {"Variable": 1, "NumericEquals": 1}, "MaxIterations": 101},
    ],
)
def test_a_hundred_passes_are_the_most(world, inputs):
    execution = world.run([loop(step("Inner", "aws:sleep", NAP), **inputs)])

    assert execution["AutomationExecutionStatus"] == "Failed"
    assert passes(execution) == []


def test_inner_steps_may_branch_among_themselves(world):
    ways = [{"NextStep": "Last", "Variable": "x", "StringEquals": "x"}]
    inner = [
        step("Branch", "aws:branch", {"Choices": ways}),
        step("Between", "aws:sleep", NAP),
        step("Last", "aws:sleep", NAP),
    ]

    execution = world.run([loop(*inner, Iterators=["a"])])

    assert [one["StepName"] for one in passes(execution)] == ["Branch", "Last"]
