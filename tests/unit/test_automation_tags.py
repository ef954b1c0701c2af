"""Tags of executions: given at the start or later, five at most, listed and taken away."""

import pytest
from fakes.automation_world import AutomationWorld, step

from muster.embedded.aws.kit import AwsError, NotOurs

NAP = step("Nap", "aws:sleep", {"Duration": "PT1S"})


@pytest.fixture
def world():
    return AutomationWorld()


def named(**tags):
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def about(execution, kind="Automation"):
    return {"ResourceType": kind, "ResourceId": execution}


def test_tags_of_the_start_and_later_ones_are_listed_together(world):
    execution = world.start([NAP], Tags=named(run="1", team="blue"))

    world.call("AddTagsToResource", **about(execution), Tags=named(team="red", plan="p"))
    world.call("RemoveTagsFromResource", **about(execution), TagKeys=["run", "unknown"])

    listed = world.call("ListTagsForResource", **about(execution))["TagList"]
    assert listed == named(team="red", plan="p")


def test_executions_are_found_by_the_key_of_a_tag(world):
    execution = world.start([NAP])
    world.start(name="runbook")
    world.call("AddTagsToResource", **about(execution), Tags=named(run="1"))

    asked = {"Filters": [{"Key": "TagKey", "Values": ["run"]}]}
    found = world.call("DescribeAutomationExecutions", **asked)["AutomationExecutionMetadataList"]

    assert [each["AutomationExecutionId"] for each in found] == [execution]


def test_a_sixth_tag_is_refused_and_changes_nothing(world):
    execution = world.start([NAP], Tags=named(a="1", b="2", c="3", d="4", e="5"))

    with pytest.raises(AwsError, match="TooManyTagsError"):
        world.call("AddTagsToResource", **about(execution), Tags=named(f="6"))

    assert len(world.call("ListTagsForResource", **about(execution))["TagList"]) == 5


def test_an_execution_that_does_not_exist_is_an_invalid_id(world):
    with pytest.raises(AwsError, match="InvalidResourceId"):
        world.call("ListTagsForResource", **about("11111111-2222-3333-4444-555555555555"))


def test_tags_of_anything_else_are_left_to_moto(world):
    with pytest.raises(NotOurs):
        world.call("ListTagsForResource", **about("/a/parameter", "Parameter"))
