import pytest
from fakes.automation_world import ROLE, START, AutomationWorld, step


@pytest.fixture
def world():
    return AutomationWorld()


@pytest.mark.parametrize(
    ("text", "seconds"), [("PT30S", 30), ("PT2M", 120), ("PT1H30M", 5400), ("P1DT1S", 86401)]
)
def test_it_sleeps_for_a_duration(world, text, seconds):
    world.run([step("Nap", "aws:sleep", {"Duration": text})], assumeRole=ROLE)

    assert world.clock.now() == START + 1 + seconds


def test_it_sleeps_until_a_time(world):
    world.run([step("Nap", "aws:sleep", {"Timestamp": "2025-10-09T09:00:00Z"})])

    assert world.clock.now() == START + 400


def test_a_time_that_has_passed_is_no_reason_to_wait(world):
    world.run([step("Nap", "aws:sleep", {"Timestamp": "2020-01-01T00:00:00Z"})])

    assert world.clock.now() == START + 1


@pytest.mark.parametrize(
    "inputs", [{"Duration": "PT604800S"}, {"Duration": "soon"}, {"Timestamp": "soon"}, {}]
)
def test_what_is_too_long_or_no_time_fails(world, inputs):
    execution = world.run([step("Nap", "aws:sleep", inputs)])

    assert execution["AutomationExecutionStatus"] == "Failed"
