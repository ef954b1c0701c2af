import pytest
from fakes.automation_world import AutomationWorld, step


@pytest.fixture
def world():
    return AutomationWorld()


TAGS = [{"Key": "a", "Value": "b"}]


def test_tags_go_to_instances_in_one_call(world):
    world.run([step("Tag", "aws:createTags", {"ResourceIds": ["i-1", "i-2"], "Tags": TAGS})])

    (call,) = world.calls
    assert (call.operation, call.params) == (
        "CreateTags",
        {"Resources": ["i-1", "i-2"], "Tags": TAGS},
    )


def test_tags_of_other_things_go_through_ssm(world):
    inputs = {"ResourceType": "Parameter", "ResourceIds": ["p", "q"], "Tags": TAGS}

    world.run([step("Tag", "aws:createTags", inputs)])

    assert world.operations() == ["AddTagsToResource"] * 2
