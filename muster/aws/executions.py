"""Systems Manager Automation for those who act: executions are stopped, and woken at a gate."""

import logging
from collections.abc import Mapping
from typing import Any

from muster.aws.automation import SsmAutomation, read_execution
from muster.aws.errors import code_of
from muster.service.errors import AwsError, MissingError

log = logging.getLogger(__name__)

ACTIONS = ("ssm:SendAutomationSignal", "ssm:StopAutomationExecution")
OVER = frozenset(
    {
        "AutomationExecutionNotFoundException",
        "InvalidAutomationSignalException",
        "InvalidAutomationStatusUpdateException",
    }
)
AT_GATE = "Approve"
"""The one step that has an onCancel: stopped elsewhere, nobody would conclude the run."""
COMMENT = 512
"""SSM API, shape AutomationParameterValue."""


class SsmExecutions(SsmAutomation):
    """An `Executions`."""

    def stop(self, execution: str) -> None:
        """Stop it at its gate; one that is elsewhere, has ended or is not known is left alone."""
        if not self._is_at_gate(execution):
            return
        asked = {"AutomationExecutionId": execution, "Type": "Cancel"}
        self._unless_over("stop_automation_execution", execution, asked)

    def signal(self, execution: str, kind: str, comment: str) -> bool:
        """Send `Approve` or `Reject` to a gate; False: it does not wait, not yet or no longer."""
        asked = {
            "AutomationExecutionId": execution,
            "SignalType": kind,
            "Payload": {"Comment": [comment[:COMMENT]]},
        }
        return self._unless_over("send_automation_signal", execution, asked)

    def _is_at_gate(self, execution: str) -> bool:
        try:
            found = read_execution(self._connection, execution)
        except MissingError:
            return False
        return found.get("CurrentStepName") == AT_GATE

    def _unless_over(self, operation: str, execution: str, asked: Mapping[str, Any]) -> bool:
        about = f"execution `{execution}`"
        try:
            self._connection.call("ssm", operation, about=about, **asked)
        except AwsError as error:
            if code_of(error) not in OVER:
                raise
            log.info("%s: %s", operation, error.sentence)
            return False
        return True
