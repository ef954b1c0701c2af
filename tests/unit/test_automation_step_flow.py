"""What the step keys do: nextStep, onFailure, isEnd, isCritical, maxAttempts, timeoutSeconds."""

import pytest
from fakes.automation_world import ROLE, AutomationWorld, script, statuses, step, step_of

FAIL = "raise ValueError('boom')"
NAP = {"Duration": "PT1S"}


def nap(name, **keys):
    return step(name, "aws:sleep", NAP, **keys)


@pytest.fixture
def world():
    return AutomationWorld()


def test_steps_run_in_the_order_of_the_document(world):
    execution = world.run([nap("One"), nap("Two")])

    assert execution["AutomationExecutionStatus"] == "Success"
    assert statuses(execution) == [("One", "Success"), ("Two", "Success")]


def test_next_step_jumps_over_what_is_between(world):
    execution = world.run([nap("One", nextStep="Three"), nap("Two"), nap("Three")])

    assert statuses(execution) == [("One", "Success"), ("Three", "Success")]
    assert step_of(execution, "Two")["StepStatus"] == "Pending"


def test_is_end_ends_after_success(world):
    assert statuses(world.run([nap("One", isEnd=True), nap("Two")])) == [("One", "Success")]


def test_is_end_ends_after_failure_too(world):
    steps = [script(FAIL, "One", isEnd=True, onFailure="step:Two"), nap("Two")]

    execution = world.run(steps)

    assert statuses(execution) == [("One", "Failed")]
    assert execution["AutomationExecutionStatus"] == "Failed"


def test_a_failed_step_aborts_by_default(world):
    execution = world.run([script(FAIL, "One"), nap("Two")])

    assert execution["AutomationExecutionStatus"] == "Failed"
    assert statuses(execution) == [("One", "Failed")]
    assert "ValueError: boom" in execution["FailureMessage"]


def test_on_failure_continue_goes_on_and_ends_as_a_success(world):
    execution = world.run([script(FAIL, "One", onFailure="Continue"), nap("Two")])

    assert execution["AutomationExecutionStatus"] == "Success"
    assert statuses(execution) == [("One", "Failed"), ("Two", "Success")]


def test_a_critical_step_makes_the_end_failed_although_it_continues(world):
    steps = [script(FAIL, "One", onFailure="Continue", isCritical=True), nap("Two")]

    assert world.run(steps)["AutomationExecutionStatus"] == "Failed"


def test_a_jump_after_a_failure_ends_failed_because_steps_are_critical(world):
    steps = [script(FAIL, "One", onFailure="step:Three"), nap("Two"), nap("Three")]

    execution = world.run(steps)

    assert execution["AutomationExecutionStatus"] == "Failed"
    assert statuses(execution) == [("One", "Failed"), ("Three", "Success")]


def test_a_jump_after_the_failure_of_a_step_that_is_not_critical_ends_well(world):
    steps = [
        script(FAIL, "One", onFailure="step:Three", isCritical=False),
        nap("Two"),
        nap("Three"),
    ]

    assert world.run(steps)["AutomationExecutionStatus"] == "Success"


def test_a_step_fails_only_after_all_attempts(world):
    answers = iter([{"job": "no"}, {"job": "no"}, {"job": "yes"}])
    world.answers["drs", "DescribeJobs"] = lambda _: {"items": [{"status": next(answers)["job"]}]}
    inputs = {
        "Service": "drs",
        "Api": "DescribeJobs",
        "PropertySelector": "$.items[0].status",
        "DesiredValues": ["yes"],
    }

    execution = world.run([step("Ask", "aws:assertAwsResourceProperty", inputs, maxAttempts=3)])

    assert execution["AutomationExecutionStatus"] == "Success"
    assert world.operations() == ["DescribeJobs"] * 3


def test_a_timed_out_step_ends_the_execution_as_timed_out(world):
    steps = [script(["import time", "time.sleep(100)"], "One", timeoutSeconds=30), nap("Two")]

    execution = world.run(steps)

    assert execution["AutomationExecutionStatus"] == "TimedOut"
    assert statuses(execution) == [("One", "TimedOut")]


def test_a_step_is_timed_out_only_after_all_attempts(world):
    started = world.clock.now()
    steps = [script(["import time", "time.sleep(100)"], "One", timeoutSeconds=30, maxAttempts=2)]

    world.run(steps)

    assert world.clock.now() - started == pytest.approx(2 * 31)


def test_a_timed_out_step_that_is_not_critical_lets_the_end_be_a_success(world):
    wait = script(["import time", "time.sleep(100)"], "One", timeoutSeconds=30)
    steps = [{**wait, "isCritical": False, "onFailure": "step:Two"}, nap("Two")]

    execution = world.run(steps)

    assert statuses(execution) == [("One", "TimedOut"), ("Two", "Success")]
    assert execution["AutomationExecutionStatus"] == "Success"


def test_attempts_and_time_outs_may_be_references(world):
    steps = [
        script(
            ["import time", "time.sleep(100)"],
            "One",
            timeoutSeconds="{{ T }}",
            maxAttempts="{{ T }}",
        )
    ]

    execution = world.run(steps, parameters={"T": {"type": "Integer", "default": 2}})

    shown = step_of(execution, "One")
    assert (shown["TimeoutSeconds"], shown["MaxAttempts"]) == (2, 2)


def test_an_output_that_is_not_there_yet_fails_the_step_that_needs_it(world):
    late = script("return {'a': 'b'}", "Late")
    steps = [
        nap("One", nextStep="Uses"),
        late,
        step("Uses", "aws:sleep", {"Duration": "{{ Late.Payload }}"}),
    ]

    execution = world.run(steps)

    shown = step_of(execution, "Uses")
    assert "Late.Payload is not defined" in shown["FailureMessage"]
    assert shown["FailureDetails"]["FailureStage"] == "InputValidation"


def test_inputs_that_nobody_expected_fail_the_step_and_hang_nothing(world):
    execution = world.run(
        [step("Ways", "aws:branch", {"Choices": "{{ C }}"})],
        parameters={"C": {"type": "MapList", "default": [{"Variable": "x", "Contains": "x"}]}},
    )

    assert "KeyError" in execution["FailureMessage"]


def test_every_step_takes_its_overhead(world):
    world.run([nap("One"), nap("Two")])

    assert world.clock.now() - 1_760_000_000.0 == pytest.approx(4.0)


def test_outputs_of_the_document_are_its_steps_outputs(world):
    execution = world.run([script("return {'a': 1}", "One")], outputs=["One.Payload", "One.Ghost"])

    assert execution["Outputs"]["One.Payload"] == ['{"a":1}']
    assert execution["Outputs"]["One.Ghost"][0].startswith("No output available yet")


def test_an_output_of_another_type_than_declared_fails_the_step(world):
    declared = [{"Name": "N", "Selector": "$.Payload.n", "Type": "String"}]

    execution = world.run([script("return {'n': 5}", "One", outputs=declared)])

    assert "output N is a String, but $.Payload.n found 5" in execution["FailureMessage"]


def test_system_variables_are_as_of_the_moment_of_their_use(world):
    ask = {"when": "{{ global:DATE_TIME }}", "who": "{{ automation:EXECUTION_ID }}"}
    ask |= {"where": "{{ global:REGION }}/{{ global:ACCOUNT_ID }}/{{ global:AWS_PARTITION }}"}
    steps = [
        script("return events", "One", payload=ask),
        step("Nap", "aws:sleep", {"Duration": "PT1M"}),
    ]
    steps += [script("return events", "Two", payload=ask)]

    execution = world.run(steps, outputs=["One.Payload", "Two.Payload"])

    assert "2025-10-09_08.53.21" in execution["Outputs"]["One.Payload"][0]
    assert "2025-10-09_08.54.25" in execution["Outputs"]["Two.Payload"][0]
    assert execution["AutomationExecutionId"] in execution["Outputs"]["One.Payload"][0]
    assert "us-west-2/123456789012/aws" in execution["Outputs"]["One.Payload"][0]


def test_without_a_role_an_execution_ends_after_twelve_hours(world):
    execution = world.run([step("Pause", "aws:pause")])

    lasted = execution["ExecutionEndTime"] - execution["ExecutionStartTime"]
    assert execution["AutomationExecutionStatus"] == "TimedOut"
    assert lasted.total_seconds() == 12 * 3600


def test_with_a_role_it_does_not(world):
    execution = world.run([step("Pause", "aws:pause")], assumeRole=ROLE)

    lasted = execution["ExecutionEndTime"] - execution["ExecutionStartTime"]
    assert lasted.total_seconds() == pytest.approx(7 * 86400, abs=2)


def test_the_same_seed_gives_the_same_run():
    def history():
        world = AutomationWorld()
        body = [
            "import random, uuid, time",
            "return [random.random(), str(uuid.uuid4()), time.time()]",
        ]
        return world.run([script(body), nap("Nap")], outputs=["Script.Payload"])

    assert history() == history()
