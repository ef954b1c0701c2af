"""Systems Manager Automation for those who act: executions are stopped, and woken at a gate."""

import logging
from collections.abc import Mapping
from typing import Any

from muster.aws.automation import SsmAutomation
from muster.aws.errors import code_of
from muster.service.errors import AwsError

log = logging.getLogger(__name__)

ACTIONS = ("ssm:SendAutomationSignal", "ssm:StopAutomationExecution")
OVER = frozenset(
    {
        "AutomationExecutionNotFoundException",
        "InvalidAutomationSignalException",
        "InvalidAutomationStatusUpdateException",
    }
)
COMMENT = 512
"""SSM API, shape AutomationParameterValue."""


class SsmExecutions(SsmAutomation):
    """An `Executions`."""

    def stop(self, execution: str) -> None:
        """Stop it; one that has ended, or is not known, is left alone."""
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
