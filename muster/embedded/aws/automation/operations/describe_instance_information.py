"""DescribeInstanceInformation (API reference, same name): every running instance is managed."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.automation.automation import Automation
from muster.embedded.aws.automation.listing import page
from muster.embedded.aws.automation.run_command.instances import running_instances
from muster.embedded.aws.automation.views import time_of
from muster.embedded.aws.kit import Call


def handle(automation: Automation, call: Call) -> dict[str, Any]:
    """The managed instances, Online, filtered by `InstanceIds`; other filters find everything."""
    ids = [
        value
        for asked in call.params.get("Filters") or ()
        if asked["Key"] == "InstanceIds"
        for value in asked["Values"]
    ]
    found = running_instances(automation.world, call.account, call.region, ids=ids)
    now = automation.world.clock.now()
    return page(call.params, "InstanceInformationList", found, lambda one: _view(one, now))


def _view(instance: Mapping[str, Any], now: float) -> dict[str, Any]:
    return {
        "InstanceId": instance["InstanceId"],
        "PingStatus": "Online",
        "LastPingDateTime": time_of(now),
        "AgentVersion": "3.3.0.0",
        "IsLatestVersion": True,
        "PlatformType": "Windows" if instance.get("Platform") == "windows" else "Linux",
        "ResourceType": "EC2Instance",
        "IPAddress": instance.get("PrivateIpAddress") or "10.0.0.1",
    }
