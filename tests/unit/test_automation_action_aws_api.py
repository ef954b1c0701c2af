"""aws:executeAwsApi, aws:waitForAwsResourceProperty, aws:assertAwsResourceProperty."""

from datetime import UTC, datetime

import pytest
from fakes.automation_world import ROLE, START, AutomationWorld, step, step_of

from muster.embedded.aws.kit import AwsError

JOBS = {"Service": "drs", "Api": "DescribeJobs"}
DONE = {**JOBS, "PropertySelector": "$.items[0].status", "DesiredValues": ["COMPLETED"]}


@pytest.fixture
def world():
    return AutomationWorld()


def output(name, selector, kind="String"):
    return {"Name": name, "Selector": selector, "Type": kind}


def test_it_calls_the_api_as_the_automation_with_every_other_input(world):
    inputs = {**JOBS, "filters": {"jobIDs": ["{{ Job }}"]}}

    world.run(
        [step("Ask", "aws:executeAwsApi", inputs)],
        assumeRole=ROLE,
        parameters={"Job": {"type": "String", "default": "drsjob-12345678901234567"}},
    )

    (call,) = world.calls
    assert call.params == {"filters": {"jobIDs": ["drsjob-12345678901234567"]}}
    assert ":assumed-role/muster-automation/" in call.principal


def test_selectors_take_outputs_from_the_answer(world):
    at = datetime(2026, 1, 2, tzinfo=UTC)
    world.answers["drs", "DescribeJobs"] = {"items": [{"jobID": "j1", "at": at}, {"jobID": "j2"}]}
    outputs = [
        output("First", "$.items[0].jobID"),
        output("All", "$..jobID", "StringList"),
        output("Whole", "$", "StringMap"),
        output("At", "$.items[0].at"),
    ]

    execution = world.run([step("Ask", "aws:executeAwsApi", JOBS, outputs=outputs)])

    shown = step_of(execution, "Ask")["Outputs"]
    assert (shown["First"], shown["All"]) == (["j1"], ["j1", "j2"])
    assert shown["At"] == ["2026-01-02T00:00:00+00:00"]


def test_an_error_of_aws_fails_the_step_by_its_code(world):
    def refuse(_):
        raise AwsError("ConflictException", "busy")

    world.answers["drs", "DescribeJobs"] = refuse

    execution = world.run([step("Ask", "aws:executeAwsApi", JOBS)])

    shown = step_of(execution, "Ask")
    assert shown["FailureDetails"]["FailureType"] == "ConflictException"
    assert "busy" in shown["FailureMessage"]


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"Service": "dsr", "Api": "DescribeJobs"}, "there is no service `dsr`"),
        ({"Service": "drs", "Api": "DescribeJob"}, "has no API `DescribeJob`"),
        ({"Service": "drs", "Api": "StartRecovery", "SourceServers": []}, "sourceServers"),
    ],
)
def test_what_boto3_does_not_know_fails_the_step(world, inputs, said):
    execution = world.run([step("Ask", "aws:executeAwsApi", inputs)])

    assert said in execution["FailureMessage"]
    assert world.calls == []


def throttle(_):
    raise AwsError("ThrottlingException", "Rate exceeded")


def test_throttling_fails_the_step_after_the_attempts_of_the_sdk(world):
    world.answers["drs", "DescribeJobs"] = throttle

    execution = world.run([step("Ask", "aws:executeAwsApi", JOBS)])

    assert execution["AutomationExecutionStatus"] == "Failed"
    assert len(world.calls) == 5


def test_with_the_account_setting_it_is_repeated_for_longer():
    world = AutomationWorld(throttle_retry_seconds=60)
    world.answers["drs", "DescribeJobs"] = lambda asked: (
        throttle(asked) if asked.at < START + 40 else {"items": []}
    )

    execution = world.run([step("Ask", "aws:executeAwsApi", JOBS)])

    assert execution["AutomationExecutionStatus"] == "Success"


def test_waiting_asks_until_the_property_is_as_desired(world):
    world.answers["drs", "DescribeJobs"] = lambda asked: {
        "items": [{"status": "COMPLETED" if asked.at > START + 300 else "STARTED"}]
    }

    execution = world.run([step("Wait", "aws:waitForAwsResourceProperty", DONE)])

    assert execution["AutomationExecutionStatus"] == "Success"
    assert world.clock.now() == pytest.approx(START + 300, abs=6)


def test_waiting_takes_nothing_there_for_not_yet(world):
    world.answers["drs", "DescribeJobs"] = lambda asked: (
        {"items": [{"status": "COMPLETED"}]} if asked.at > START + 60 else {"items": []}
    )

    execution = world.run([step("Wait", "aws:waitForAwsResourceProperty", DONE)])

    assert execution["AutomationExecutionStatus"] == "Success"


def test_waiting_ends_after_an_hour(world):
    execution = world.run([step("Wait", "aws:waitForAwsResourceProperty", DONE)])

    assert execution["AutomationExecutionStatus"] == "TimedOut"
    assert world.clock.now() == START + 1 + 3600


@pytest.mark.parametrize(("status", "ends"), [("COMPLETED", "Success"), ("STARTED", "Failed")])
def test_asserting_asks_once(world, status, ends):
    world.answers["drs", "DescribeJobs"] = {"items": [{"status": status}]}

    execution = world.run([step("Check", "aws:assertAwsResourceProperty", DONE)])

    assert execution["AutomationExecutionStatus"] == ends
    assert len(world.calls) == 1


def test_a_boolean_may_be_desired_as_text(world):
    world.answers["drs", "DescribeJobs"] = {"items": [{"status": True}]}

    execution = world.run(
        [step("Check", "aws:assertAwsResourceProperty", {**DONE, "DesiredValues": ["true"]})]
    )

    assert execution["AutomationExecutionStatus"] == "Success"
