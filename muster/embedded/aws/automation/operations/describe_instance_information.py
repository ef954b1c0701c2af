"""DescribeInstanceInformation (API reference, same name): every running instance is managed."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.automation.automation import Automation
from muster.embedded.aws.automation.listing import page
from muster.embedded.aws.automation.run_command.instances import managed_instances
from muster.embedded.aws.automation.views import time_of
from muster.embedded.aws.context import AgentPing
from muster.embedded.aws.kit import Call

LOST_FOR = 300.0
"""Seconds without a ping after which a connection counts as lost (assumed)."""


def handle(automation: Automation, call: Call) -> dict[str, Any]:
    """The managed instances, by `InstanceIds` and `PingStatus`; other filters find everything."""
    world, now = automation.world, automation.world.clock.now()
    wanted = _filter(call, "PingStatus")
    found = [
        (instance, world.faults.agent(instance["InstanceId"]))
        for instance in managed_instances(
            world, call.account, call.region, ids=_filter(call, "InstanceIds")
        )
    ]
    shown = [one for one in found if not wanted or one[1] in wanted]
    return page(call.params, "InstanceInformationList", shown, lambda one: _view(*one, now))


def _filter(call: Call, key: str) -> list[str]:
    return [
        value
        for asked in call.params.get("Filters") or ()
        if asked["Key"] == key
        for value in asked["Values"]
    ]


def _view(instance: Mapping[str, Any], ping: AgentPing, now: float) -> dict[str, Any]:
    return {
        "InstanceId": instance["InstanceId"],
        "PingStatus": ping,
        "LastPingDateTime": time_of(now if ping == "Online" else now - LOST_FOR),
        "AgentVersion": "3.3.0.0",
        "IsLatestVersion": True,
        "PlatformType": "Windows" if instance.get("Platform") == "windows" else "Linux",
        "ResourceType": "EC2Instance",
        "IPAddress": instance.get("PrivateIpAddress") or "10.0.0.1",
    }
