"""CloudFormation: stacks are changed by change sets, so that everybody sees what will happen."""

from collections.abc import Mapping, Sequence
from typing import Any

from muster.aws.connection import Connection
from muster.aws.errors import code_of
from muster.service.deploying.ports import Parameters
from muster.service.deploying.values import Change, ChangeSet, Stack, StackEvent
from muster.service.errors import AwsError, MusterError
from muster.service.ports import Ids

ACTIONS = (
    "cloudformation:CreateChangeSet",
    "cloudformation:DeleteChangeSet",
    "cloudformation:DeleteStack",
    "cloudformation:DescribeChangeSet",
    "cloudformation:DescribeStackEvents",
    "cloudformation:DescribeStackResource",
    "cloudformation:DescribeStacks",
    "cloudformation:ExecuteChangeSet",
)
NOT_THERE = "ValidationError"
"""What CloudFormation says of a stack that it does not know, and of much else; see the message."""

WORKING = frozenset({"CREATE_PENDING", "CREATE_IN_PROGRESS"})
NOTHING = ("didn't contain changes", "No updates are to be performed")
PATIENCE = 120
"""Seconds that working out a change set may take."""

PAGES = 5
"""Pages of events that are read back at most, 100 events each."""


class CloudFormationStacks:
    """The `Stacks` of one account and Region."""

    def __init__(self, connection: Connection, ids: Ids) -> None:
        self._connection = connection
        self._ids = ids

    def look(self, name: str) -> Stack | None:
        """The stack; None if there is none."""
        try:
            found = self._call("describe_stacks", name, StackName=name)["Stacks"][0]
        except AwsError as error:
            if not _is_missing(error):
                raise
            return None
        return None if found["StackStatus"] == "DELETE_COMPLETE" else _stack(found)

    def holds(self, name: str, resource: str) -> bool:
        """Whether the stack has made this resource and has it still."""
        asked = {"StackName": name, "LogicalResourceId": resource}
        try:
            answer = self._call("describe_stack_resource", name, **asked)
        except AwsError as error:
            if not _is_missing(error):
                raise
            return False
        status = str(answer["StackResourceDetail"]["ResourceStatus"])
        return status not in ("DELETE_COMPLETE", "DELETE_SKIPPED")

    def propose(
        self, name: str, template: str, parameters: Parameters, *, new: bool
    ) -> ChangeSet | None:
        """Work out what the template would change; None: nothing."""
        change_set = f"muster-{self._ids.token()}"
        answer = self._call(
            "create_change_set",
            name,
            StackName=name,
            ChangeSetName=change_set,
            ChangeSetType="CREATE" if new else "UPDATE",
            TemplateURL=template,
            Parameters=[_parameter(key, value) for key, value in parameters.items()],
            Capabilities=["CAPABILITY_NAMED_IAM"],
            Tags=[{"Key": "muster", "Value": "hub"}],
        )
        return self._worked_out(name, str(answer["Id"]))

    def carry_out(self, changes: ChangeSet) -> None:
        """Begin to change it."""
        asked = {"ChangeSetName": changes.change_set, "StackName": changes.stack}
        self._call("execute_change_set", changes.stack, **asked)

    def discard(self, changes: ChangeSet) -> None:
        """Forget the changes; a stack that exists for them alone goes with them."""
        self._discard(changes.stack, changes.change_set)

    def delete(self, name: str) -> None:
        """Begin to delete the stack."""
        self._call("delete_stack", name, StackName=name)

    def events(self, name: str) -> Sequence[StackEvent]:
        """What happened to it of late, oldest first."""
        found: list[StackEvent] = []
        more: dict[str, str] = {}
        for _ in range(PAGES):
            answer = self._call("describe_stack_events", name, StackName=name, **more)
            found += [_event(entry) for entry in answer.get("StackEvents") or ()]
            if not answer.get("NextToken"):
                break
            more = {"NextToken": answer["NextToken"]}
        return tuple(reversed(found))

    def _worked_out(self, name: str, change_set: str) -> ChangeSet | None:
        for _ in range(PATIENCE):
            found = self._described(name, change_set)
            if found["Status"] not in WORKING:
                break
            self._connection.clock.sleep(1)
        reason = str(found.get("StatusReason") or "")
        changes = tuple(map(_change, found.get("Changes") or ()))
        if found["Status"] == "CREATE_COMPLETE" and changes:
            return ChangeSet(change_set, name, changes)
        self._discard(name, change_set)
        if not changes and (not reason or any(text in reason for text in NOTHING)):
            return None
        raise MusterError(f"CloudFormation cannot change stack `{name}`: {reason}")

    def _described(self, name: str, change_set: str) -> Mapping[str, Any]:
        asked = {"StackName": name, "ChangeSetName": change_set}
        answer = self._call("describe_change_set", name, **asked)
        changes = list(answer.get("Changes") or ())
        while answer.get("NextToken"):
            more = {**asked, "NextToken": answer["NextToken"]}
            answer = self._call("describe_change_set", name, **more)
            changes += answer.get("Changes") or ()
        return {**answer, "Changes": changes}

    def _discard(self, name: str, change_set: str) -> None:
        self._call("delete_change_set", name, StackName=name, ChangeSetName=change_set)
        left = self.look(name)
        if left is not None and left.status == "REVIEW_IN_PROGRESS":
            self.delete(name)

    def _call(self, operation: str, name: str, **parameters: Any) -> Any:
        about = f"stack `{name}`"
        return self._connection.call("cloudformation", operation, about=about, **parameters)


def _is_missing(error: AwsError) -> bool:
    return code_of(error) == NOT_THERE and "does not exist" in str(error)


def _stack(found: Mapping[str, Any]) -> Stack:
    outputs = found.get("Outputs") or ()
    return Stack(
        name=str(found["StackName"]),
        status=str(found["StackStatus"]),
        reason=str(found.get("StackStatusReason") or ""),
        outputs={entry["OutputKey"]: str(entry["OutputValue"]) for entry in outputs},
        parameters=frozenset(entry["ParameterKey"] for entry in found.get("Parameters") or ()),
    )


def _parameter(key: str, value: str | None) -> dict[str, Any]:
    if value is None:
        return {"ParameterKey": key, "UsePreviousValue": True}
    return {"ParameterKey": key, "ParameterValue": value}


def _change(entry: Mapping[str, Any]) -> Change:
    found = entry["ResourceChange"]
    return Change(
        action=str(found["Action"]),
        resource=str(found["LogicalResourceId"]),
        kind=str(found["ResourceType"]),
        replaced=found.get("Replacement") == "True",
    )


def _event(entry: Mapping[str, Any]) -> StackEvent:
    return StackEvent(
        event=str(entry["EventId"]),
        at=int(entry["Timestamp"].timestamp()),
        resource=str(entry["LogicalResourceId"]),
        kind=str(entry["ResourceType"]),
        status=str(entry["ResourceStatus"]),
        reason=str(entry.get("ResourceStatusReason") or ""),
    )
