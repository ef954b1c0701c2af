"""Executions of the doctor's probes: stopped both ways, and looked at closely."""

from muster.aws.automation import read_execution
from muster.aws.connection import Connection
from muster.service.doctor.probes.bench import Traces

ACTIONS = (
    "ssm:GetAutomationExecution",
    "ssm:SendAutomationSignal",
    "ssm:StopAutomationExecution",
)


class SsmWorkbench:
    """A `Workbench`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def stop(self, execution: str, kind: str) -> None:
        """Stop it; `kind` is `Cancel` or `Complete` (SSM API, shape StopType)."""
        self._connection.call(
            "ssm",
            "stop_automation_execution",
            about=f"execution `{execution}`",
            AutomationExecutionId=execution,
            Type=kind,
        )

    def approve(self, execution: str, comment: str) -> None:
        """Open the gate at which it waits."""
        self._connection.call(
            "ssm",
            "send_automation_signal",
            about=f"execution `{execution}`",
            AutomationExecutionId=execution,
            SignalType="Approve",
            Payload={"Comment": [comment]},
        )

    def traces(self, execution: str) -> Traces:
        """What SSM notes of it."""
        found = read_execution(self._connection, execution)
        return Traces(
            parent=str(found.get("ParentAutomationExecutionId") or ""),
            executed_by=str(found.get("ExecutedBy") or ""),
            steps={
                str(step["StepName"]): str(step["StepStatus"])
                for step in found.get("StepExecutions") or ()
            },
        )
