import pytest
from fakes.automation_world import ROLE, AutomationWorld, step

from muster.embedded.aws.kit import AwsError


@pytest.fixture
def paused():
    world = AutomationWorld()
    steps = [step("Hold", "aws:pause"), step("Later", "aws:sleep", {"Duration": "PT1S"})]
    execution_id = world.start(steps, assumeRole=ROLE)
    world.pass_(60)
    return world, execution_id


def status(paused):
    world, execution_id = paused
    world.pass_(10)
    return world.get(execution_id)["AutomationExecutionStatus"]


def test_it_waits_until_it_is_resumed_by_name(paused):
    world, execution_id = paused
    assert status(paused) == "Waiting"

    world.signal(execution_id, "Resume", StepName="Hold")

    assert status(paused) == "Success"


def test_resuming_another_step_is_no_use(paused):
    world, execution_id = paused

    with pytest.raises(AwsError, match="InvalidAutomationSignalException"):
        world.signal(execution_id, "Resume", StepName="Later")
    with pytest.raises(AwsError, match="AutomationStepNotFoundException"):
        world.signal(execution_id, "Resume", StepName="Ghost")
    with pytest.raises(AwsError, match="InvalidAutomationSignalException"):
        world.signal(execution_id, "Resume")

    assert status(paused) == "Waiting"


def test_after_a_week_it_is_timed_out(paused):
    world, _ = paused

    world.pass_(7 * 86400)

    assert status(paused) == "TimedOut"
