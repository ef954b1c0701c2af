"""EC2's DescribeInstanceStatus, whose checks a fault script may fail; moto answers the rest of EC2.

EC2 API Reference, "DescribeInstanceStatus", and User Guide, "Status checks". The checks of a
running instance pass at once here, unless a fault says otherwise; there are no scheduled events.
"""

from collections.abc import Callable, Mapping
from typing import Any

from botocore.exceptions import ClientError

from muster.embedded.aws.context import Context, StatusCheck
from muster.embedded.aws.kit import AwsError, Call, Service

REACHABILITY: Mapping[StatusCheck, str] = {
    "ok": "passed",
    "initializing": "initializing",
    "impaired": "failed",
}
"""The status of the check `reachability` behind each summary."""

View = Mapping[str, Any]

FILTERS: Mapping[str, Callable[[View], str]] = {
    "availability-zone": lambda view: view["AvailabilityZone"],
    "instance-state-code": lambda view: str(view["InstanceState"]["Code"]),
    "instance-state-name": lambda view: view["InstanceState"]["Name"],
    "instance-status.reachability": lambda view: _reachability(view["InstanceStatus"]),
    "instance-status.status": lambda view: view["InstanceStatus"]["Status"],
    "system-status.reachability": lambda view: _reachability(view["SystemStatus"]),
    "system-status.status": lambda view: view["SystemStatus"]["Status"],
}


def service(world: Context) -> Service:
    """The one operation that is ours."""

    def describe(call: Call) -> dict[str, Any]:
        return _describe(world, call)

    return Service(name="ec2", handlers={"DescribeInstanceStatus": describe}, rest_to_moto=True)


def _describe(world: Context, call: Call) -> dict[str, Any]:
    views = [_view(world, instance) for instance in _instances(world, call)]
    if not call.params.get("IncludeAllInstances"):
        views = [view for view in views if view["InstanceState"]["Name"] == "running"]
    found = [view for view in views if _matches(view, call)]
    return _page(found, call.params)


def _instances(world: Context, call: Call) -> list[Mapping[str, Any]]:
    """As EC2 describes them; an id that does not exist is its error."""
    ec2 = world.client("ec2", principal=_itself(call.account), region=call.region)
    asked = {"InstanceIds": call.params["InstanceIds"]} if call.params.get("InstanceIds") else {}
    pages = ec2.get_paginator("describe_instances").paginate(**asked)
    try:
        return [
            instance
            for page in pages
            for reservation in page["Reservations"]
            for instance in reservation["Instances"]
        ]
    except ClientError as error:
        found = error.response["Error"]
        raise AwsError(found["Code"], found["Message"]) from error


def _view(world: Context, instance: Mapping[str, Any]) -> dict[str, Any]:
    running = instance["State"]["Name"] == "running"
    status = world.faults.status_check(instance["InstanceId"])
    return {
        "AvailabilityZone": instance["Placement"]["AvailabilityZone"],
        "InstanceId": instance["InstanceId"],
        "InstanceState": instance["State"],
        "InstanceStatus": _summary(status) if running else {"Status": "not-applicable"},
        "SystemStatus": _summary("ok") if running else {"Status": "not-applicable"},
    }


def _summary(status: StatusCheck) -> dict[str, Any]:
    details = [{"Name": "reachability", "Status": REACHABILITY[status]}]
    return {"Status": status, "Details": details}


def _reachability(summary: Mapping[str, Any]) -> str:
    return next((str(detail["Status"]) for detail in summary.get("Details", ())), "")


def _matches(view: View, call: Call) -> bool:
    """Whether it passes every filter; `AwsError` for one that EC2 does not have."""
    for asked in call.params.get("Filters") or ():
        read = FILTERS.get(asked["Name"])
        if read is None:
            text = f"The filter '{asked['Name']}' is invalid"
            raise AwsError("InvalidParameterValue", text)
        if read(view) not in asked["Values"]:
            return False
    return True


def _page(found: list[dict[str, Any]], params: Mapping[str, Any]) -> dict[str, Any]:
    start = int(params.get("NextToken") or 0)
    end = start + params.get("MaxResults", len(found))
    answer: dict[str, Any] = {"InstanceStatuses": found[start:end]}
    return {**answer, "NextToken": str(end)} if end < len(found) else answer


def _itself(account: str) -> str:
    """As whom EC2 looks at its own instances: the journal must not blame the caller for it."""
    return f"arn:aws:sts::{account}:assumed-role/AWSServiceRoleForEC2/ec2"
