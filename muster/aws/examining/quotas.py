"""How much there may be and is (Service Quotas API; Systems Manager API)."""

from typing import Any

from muster.aws.connection import Connection
from muster.aws.errors import code_of
from muster.service.errors import AwsError

ACTIONS = ("servicequotas:GetServiceQuota", "ssm:DescribeAutomationExecutions")
NOT_KNOWN = "NoSuchResourceException"
UNDER_WAY = ("InProgress", "Pending", "Waiting")
PAGE = 50


class AwsQuotas:
    """A `Quotas`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def most(self, service: str, code: str) -> float | None:
        """The quota that applies here; None: Service Quotas does not know it."""
        asked = {"ServiceCode": service, "QuotaCode": code}
        try:
            answer = self._connection.call(
                "service-quotas", "get_service_quota", about=f"quota {code}", **asked
            )
        except AwsError as error:
            if code_of(error) != NOT_KNOWN:
                raise
            return None
        return float(answer["Quota"]["Value"])

    def executions(self) -> int:
        """Automations that run or wait now, children included."""
        asked: dict[str, Any] = {
            "Filters": [{"Key": "ExecutionStatus", "Values": list(UNDER_WAY)}],
            "MaxResults": PAGE,
        }
        found = 0
        while True:
            answer = self._connection.call(
                "ssm", "describe_automation_executions", about="executions", **asked
            )
            found += len(answer.get("AutomationExecutionMetadataList") or ())
            if not answer.get("NextToken"):
                return found
            asked["NextToken"] = answer["NextToken"]
