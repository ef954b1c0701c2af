"""CloudWatch alarms as the doctor sees them (CloudWatch API, DescribeAlarms)."""

from typing import Any

from muster.aws.connection import Connection

ACTIONS = ("cloudwatch:DescribeAlarms",)


class CloudWatchAlarms:
    """An `Alarms`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ringing(self, prefix: str) -> tuple[str, ...]:
        """Those in state ALARM whose name begins so."""
        asked: dict[str, Any] = {"AlarmNamePrefix": prefix, "StateValue": "ALARM"}
        found: list[str] = []
        while True:
            answer = self._connection.call("cloudwatch", "describe_alarms", about="alarms", **asked)
            found += [str(entry["AlarmName"]) for entry in answer.get("MetricAlarms") or ()]
            if not answer.get("NextToken"):
                return tuple(found)
            asked["NextToken"] = answer["NextToken"]
