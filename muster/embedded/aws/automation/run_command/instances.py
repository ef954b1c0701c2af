"""The instances that SSM manages: those that run, in EC2's own words, unless a fault hides them."""

from collections.abc import Mapping, Sequence
from typing import Any

from muster.embedded.aws.automation.library import service_principal
from muster.embedded.aws.context import Context


def managed_instances(
    world: Context,
    account: str,
    region: str,
    *,
    ids: Sequence[str] = (),
    targets: Sequence[Mapping[str, Any]] = (),
) -> list[Mapping[str, Any]]:
    """EC2's descriptions of the managed instances, of `ids` or matching `targets` if given."""
    filters = [{"Name": "instance-state-name", "Values": ["running"]}]
    filters += [_filter(target) for target in targets]
    if ids:
        filters.append({"Name": "instance-id", "Values": list(ids)})
    client = world.client("ec2", principal=service_principal(account), region=region)
    pages = client.get_paginator("describe_instances").paginate(Filters=filters)
    return [
        instance
        for page in pages
        for reservation in page.get("Reservations", ())
        for instance in reservation["Instances"]
        if world.faults.agent(instance["InstanceId"]) != "absent"
    ]


def _filter(target: Mapping[str, Any]) -> dict[str, Any]:
    key = {"InstanceIds": "instance-id"}.get(target["Key"], target["Key"])
    return {"Name": key, "Values": list(target["Values"])}
