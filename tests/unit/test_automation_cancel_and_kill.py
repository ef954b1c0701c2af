import pytest
from fakes.automation_world import ROLE, AutomationWorld, script, statuses, step

from muster.embedded.aws.automation import Killed, kill_execution
from muster.embedded.aws.kit import AwsError


@pytest.fixture
def world():
    return AutomationWorld()


def stop(world, execution_id, kind="Cancel"):
    world.call("StopAutomationExecution", AutomationExecutionId=execution_id, Type=kind)


GATE = step("Gate", "aws:pause", onCancel="step:Clean")
CLEAN = script(["import boto3", "boto3.client('drs').describe_jobs()"], "Clean")


def test_cancel_breaks_off_the_step_and_runs_its_on_cancel_steps(world):
    execution_id = world.start([GATE, step("Never", "aws:sleep", {"Duration": "PT1S"}), CLEAN])
    world.pass_(60)

    stop(world, execution_id)

    assert world.get(execution_id)["AutomationExecutionStatus"] == "Cancelling"
    world.pass_(1)
    assert world.get(execution_id)["AutomationExecutionStatus"] == "Cancelling"
    world.finish(execution_id)
    execution = world.get(execution_id)
    assert execution["AutomationExecutionStatus"] == "Cancelled"
    assert statuses(execution) == [("Gate", "Cancelled"), ("Clean", "Success")]
    assert world.operations() == ["DescribeJobs"]


def test_complete_runs_no_on_cancel_steps(world):
    execution_id = world.start([GATE, CLEAN])
    world.pass_(60)

    stop(world, execution_id, "Complete")
    world.finish(execution_id)

    assert statuses(world.get(execution_id)) == [("Gate", "Cancelled")]


def test_the_cancel_workflow_has_two_minutes(world):
    slow = script(["import time", "time.sleep(500)"], "Clean")
    execution_id = world.start([GATE, slow])
    world.pass_(60)
    stopped = world.clock.now()

    stop(world, execution_id)
    world.finish(execution_id)

    assert world.clock.now() - stopped == 120
    assert world.get(execution_id)["AutomationExecutionStatus"] == "Cancelled"


def test_what_is_over_or_cancelling_cannot_be_stopped(world):
    execution_id = world.start([GATE, CLEAN])
    world.pass_(60)
    stop(world, execution_id)

    for _ in range(2):
        with pytest.raises(AwsError, match="InvalidAutomationStatusUpdateException"):
            stop(world, execution_id)
        world.finish(execution_id)


def test_a_script_that_swallows_its_end_is_ended_all_the_same(world):
    body = [
        "import time, boto3",
        "while True:",
        "    try:",
        "        time.sleep(10)",
        "    except BaseException:",
        "        boto3.client('drs').describe_jobs()",
    ]
    execution_id = world.start([script(body)])
    world.pass_(25)

    stop(world, execution_id)
    world.finish(execution_id)

    assert statuses(world.get(execution_id)) == [("Script", "Cancelled")]
    assert world.operations() == []


def test_a_script_may_stop_its_own_execution(world):
    body = [
        "import boto3",
        "boto3.client('ssm').stop_automation_execution(AutomationExecutionId=events['me'])",
        "boto3.client('drs').describe_jobs()",
    ]
    steps = [
        script(body, payload={"me": "{{ automation:EXECUTION_ID }}"}, onCancel="step:Clean"),
        CLEAN,
    ]

    execution = world.run(steps)

    assert statuses(execution) == [("Script", "Cancelled"), ("Clean", "Success")]


def test_a_killed_execution_is_failed_and_does_nothing_more(world):
    body = ["import time, boto3", "try:", "    time.sleep(100)", "finally:"]
    body += ["    boto3.client('drs').describe_jobs()"]
    execution_id = world.start([script(body, onFailure="Continue", onCancel="step:Clean"), CLEAN])
    world.pass_(50)

    kill_execution(world, execution_id)
    world.pass_(500)

    execution = world.get(execution_id)
    assert execution["AutomationExecutionStatus"] == "Failed"
    assert statuses(execution) == [("Script", "Failed")]
    assert world.operations() == []
    assert world.events == []


def test_an_execution_killed_at_a_gate_stays_failed(world):
    execution_id = world.start([step("Gate", "aws:pause")])
    world.pass_(50)

    kill_execution(world, execution_id)
    world.pass_(60)

    assert world.get(execution_id)["AutomationExecutionStatus"] == "Failed"
    assert statuses(world.get(execution_id)) == [("Gate", "Failed")]


def test_a_killed_execution_may_stay_in_progress_for_ever(world):
    execution_id = world.start([script(["import time", "time.sleep(500)"])])
    world.pass_(50)

    kill_execution(world, execution_id, "InProgress")
    world.pass_(30 * 86400)

    assert world.get(execution_id)["AutomationExecutionStatus"] == "InProgress"
    assert statuses(world.get(execution_id)) == [("Script", "InProgress")]


def test_a_pending_execution_can_be_killed(world):
    execution_id = world.start([CLEAN])

    kill_execution(world, execution_id)
    world.pass_(60)

    assert world.get(execution_id)["AutomationExecutionStatus"] == "Failed"
    assert statuses(world.get(execution_id)) == []
    assert world.operations() == []


def test_an_execution_can_be_stopped_before_its_first_step(world):
    execution_id = world.start([CLEAN])

    stop(world, execution_id)
    world.pass_(60)

    assert world.get(execution_id)["AutomationExecutionStatus"] == "Cancelled"
    assert world.operations() == []


def test_a_fault_can_kill_a_script_before_its_nth_call(world):
    asked = []

    def before_script_call(execution_id, document, step_name, service, operation):
        asked.append((document, step_name, service, operation))
        if len(asked) == 2:
            raise Killed

    world.automation.before_script_call = before_script_call
    body = ["import boto3", "drs = boto3.client('drs')", "drs.describe_jobs()"]
    body += ["try:", "    drs.describe_recovery_instances()", "except BaseException: pass"]
    body += ["drs.describe_jobs()"]

    execution = world.run([script(body), CLEAN])

    assert asked[0] == ("runbook", "Script", "drs", "DescribeJobs")
    assert world.operations() == ["DescribeJobs"]
    assert statuses(execution) == [("Script", "Failed")]


def test_the_parent_of_a_killed_child_sees_it_fail(world):
    world.document([step("Gate", "aws:pause")], "child", assumeRole=ROLE)
    parent = world.start([step("Child", "aws:executeAutomation", {"DocumentName": "child"})])
    world.pass_(60)
    shown = world.call("DescribeAutomationExecutions")["AutomationExecutionMetadataList"]
    child = next(one for one in shown if one["DocumentName"] == "child")["AutomationExecutionId"]

    kill_execution(world, child)
    world.finish(parent)

    assert world.get(parent)["AutomationExecutionStatus"] == "Failed"
