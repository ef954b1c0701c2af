"""Deploying may be interrupted anywhere and repeated: the flow, on fakes of its ports."""

import pytest
from fakes.aws.clock import FakeClock

from muster.service.deploying.deploy import (
    DeployFailedError,
    Deploying,
    Release,
    carry_out,
    destroy,
    propose,
)
from muster.service.deploying.values import Change, ChangeSet, Stack, StackEvent

ADDED = (Change("Add", "RunTable", "AWS::DynamoDB::Table"),)


class FakeStacks:
    """CloudFormation with one stack; `course` are the statuses that it goes through."""

    def __init__(self, stack=None, course=()):
        self.stack, self.course = stack, list(course)
        self.resources, self.proposed, self.deleted = set(), [], []
        self.said = []

    def look(self, name):
        if self.stack and self.stack.is_busy and self.course:
            self.become(self.course.pop(0))
        return self.stack

    def become(self, status, reason=""):
        if status == "DELETE_COMPLETE":
            self.stack = None
            return
        self.stack = Stack("muster", status, reason, parameters=frozenset({"Bot", "Old"}))
        self.tell("muster", status)

    def tell(self, resource, status, reason=""):
        event = StackEvent(f"e{len(self.said)}", 0, resource, "AWS::Some::Thing", status, reason)
        self.said.append(event)

    def holds(self, name, resource):
        return resource in self.resources

    def propose(self, name, template, parameters, *, new):
        self.proposed.append((template, dict(parameters), new))
        return ChangeSet("c", name, ADDED)

    def carry_out(self, changes):
        self.become("UPDATE_IN_PROGRESS")

    def delete(self, name):
        self.deleted.append(name)
        self.become("DELETE_IN_PROGRESS")

    def events(self, name):
        return tuple(self.said)


class FakeArtifacts:
    bucket = "a-bucket"

    def __init__(self):
        self.stored = {}

    def lay(self):
        return True

    def put(self, key, content):
        self.stored[key] = content
        return f"https://a-bucket/{key}"


class FakeRecord:
    def __init__(self, *, there):
        self.there = there

    def exists(self):
        return self.there


def deploying(stacks, *, record=False):
    return Deploying(stacks, FakeArtifacts(), FakeRecord(there=record), FakeClock())


@pytest.fixture
def release(tmp_path):
    path = tmp_path / "functions.zip"
    path.write_bytes(b"zip")
    return Release("muster", path, "abc", "template", frozenset({"Bot"}), {"SlackChannel": "C1"})


@pytest.fixture
def told():
    return []


def test_a_first_deployment_creates_with_what_was_chosen(release, told):
    stacks = FakeStacks()

    propose(deploying(stacks), release, told.append)

    ((template, parameters, new),) = stacks.proposed
    assert new
    assert template.startswith("https://a-bucket/templates/")
    assert parameters == {
        "SlackChannel": "C1",
        "ArtifactBucket": "a-bucket",
        "ArtifactKey": "functions/abc.zip",
        "Record": "made",
    }


def test_a_later_one_keeps_what_is_not_chosen_and_forgets_what_the_template_has_not(release, told):
    stacks = FakeStacks(Stack("muster", "CREATE_COMPLETE", parameters=frozenset({"Bot", "Old"})))

    propose(deploying(stacks), release, told.append)

    ((_, parameters, new),) = stacks.proposed
    assert not new
    assert parameters["Bot"] is None
    assert "Old" not in parameters


def test_a_record_that_an_earlier_stack_left_is_taken_over(release, told):
    stacks = FakeStacks()

    propose(deploying(stacks, record=True), release, told.append)

    assert stacks.proposed[0][1]["Record"] == "kept"


def test_a_record_that_this_stack_made_stays_its_own(release, told):
    stacks = FakeStacks(Stack("muster", "UPDATE_COMPLETE"))
    stacks.resources = {"RunTable"}

    propose(deploying(stacks, record=True), release, told.append)

    assert stacks.proposed[0][1]["Record"] == "made"


def test_a_deployment_that_is_under_way_is_waited_for(release, told):
    course = ["UPDATE_IN_PROGRESS", "UPDATE_COMPLETE"]
    stacks = FakeStacks(Stack("muster", "UPDATE_IN_PROGRESS"), course)

    propose(deploying(stacks), release, told.append)

    assert [event.status for event in told] == course
    assert stacks.proposed[0][2] is False


@pytest.mark.parametrize("status", ["ROLLBACK_COMPLETE", "CREATE_FAILED", "REVIEW_IN_PROGRESS"])
def test_what_never_came_to_be_is_deleted_first(release, told, status):
    stacks = FakeStacks(Stack("muster", status), ["DELETE_COMPLETE"])

    propose(deploying(stacks), release, told.append)

    assert stacks.deleted == ["muster"]
    assert stacks.proposed[0][2] is True


@pytest.mark.parametrize("status", ["DELETE_FAILED", "UPDATE_ROLLBACK_FAILED"])
def test_a_stack_that_cannot_be_changed_is_told_with_the_way_out(release, told, status):
    stacks = FakeStacks(Stack("muster", status, "a role is in use"))

    with pytest.raises(DeployFailedError, match=f"is {status}: a role is in use") as failed:
        propose(deploying(stacks), release, told.append)
    assert failed.value.hint
    assert stacks.proposed == []


def test_progress_is_told_once_and_only_what_is_new(told):
    stacks = FakeStacks(
        Stack("muster", "CREATE_COMPLETE"), ["UPDATE_IN_PROGRESS", "UPDATE_COMPLETE"]
    )
    stacks.tell("RunTable", "CREATE_COMPLETE")

    done = carry_out(deploying(stacks), ChangeSet("c", "muster", ADDED), told.append)

    assert done.status == "UPDATE_COMPLETE"
    told_of = [event.status for event in told]
    assert told_of == ["UPDATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "UPDATE_COMPLETE"]


def test_a_failure_names_the_resource_that_failed_first(told):
    stacks = FakeStacks(Stack("muster", "CREATE_COMPLETE"))

    def fails():
        stacks.tell("SlackUrl", "CREATE_FAILED", "Resource creation cancelled")
        stacks.tell("Queue", "CREATE_FAILED", "a queue of this name was deleted recently")
        stacks.become("UPDATE_ROLLBACK_COMPLETE")

    stacks.carry_out = lambda _: fails()

    with pytest.raises(DeployFailedError) as error:
        carry_out(deploying(stacks), ChangeSet("c", "muster", ADDED), told.append)
    assert error.value.sentence == (
        "stack `muster` is UPDATE_ROLLBACK_COMPLETE:"
        " Queue (AWS::Some::Thing): a queue of this name was deleted recently"
    )
    assert "deploy again" in error.value.hint


def test_a_stack_that_does_not_go_is_a_failure(told):
    stacks = FakeStacks(Stack("muster", "CREATE_COMPLETE"), ["DELETE_FAILED"])

    with pytest.raises(DeployFailedError, match="DELETE_FAILED"):
        destroy(deploying(stacks), "muster", told.append)


def test_patience_ends_and_says_that_it_goes_on_by_itself(told):
    stacks = FakeStacks(Stack("muster", "CREATE_COMPLETE"), ["UPDATE_IN_PROGRESS"] * 2000)

    with pytest.raises(DeployFailedError) as error:
        carry_out(deploying(stacks), ChangeSet("c", "muster", ADDED), told.append)
    assert "goes on by itself" in error.value.hint
