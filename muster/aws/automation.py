"""Systems Manager Automation: documents are started, and looked at until they have ended."""

from collections.abc import Mapping, Sequence
from typing import Any

from muster.aws.connection import Connection
from muster.service.values import Execution

ACTIONS = ("ssm:GetAutomationExecution", "ssm:StartAutomationExecution")
OVER = frozenset({"Success", "Failed", "Cancelled", "TimedOut", "Exited", "Rejected"})


class SsmAutomation:
    """An `Automation`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def start(self, document: str, parameters: Mapping[str, Sequence[str]], token: str) -> str:
        """The id of the execution; the same token gives the same execution."""
        given = {name: list(values) for name, values in parameters.items() if any(values)}
        answer = self._connection.call(
            "ssm",
            "start_automation_execution",
            about=f"document `{document}`",
            DocumentName=document,
            ClientToken=token,
            **({"Parameters": given} if given else {}),  # SSM takes no empty map
        )
        return str(answer["AutomationExecutionId"])

    def look_at(self, execution: str) -> Execution:
        """Where the execution stands."""
        found = read_execution(self._connection, execution)
        status = str(found["AutomationExecutionStatus"])
        outputs = found.get("Outputs") or {}
        return Execution(
            execution=execution,
            status=status,
            is_over=status in OVER,
            outputs={name: "\n".join(values) for name, values in outputs.items()},
            failure=str(found.get("FailureMessage") or ""),
        )


def read_execution(connection: Connection, execution: str) -> Mapping[str, Any]:
    """What SSM notes of an execution (SSM API, shape AutomationExecution)."""
    answer = connection.call(
        "ssm",
        "get_automation_execution",
        about=f"execution `{execution}`",
        AutomationExecutionId=execution,
    )
    found: Mapping[str, Any] = answer["AutomationExecution"]
    return found
