"""Every Automation operation of SSM that the embedded AWS answers, by name."""

from collections.abc import Callable, Mapping
from typing import Any

from muster.embedded.aws.automation.automation import Automation
from muster.embedded.aws.automation.operations import (
    describe_executions,
    describe_steps,
    get,
    send_signal,
    start,
    stop,
)
from muster.embedded.aws.kit import Call

OPERATIONS: Mapping[str, Callable[[Automation, Call], Mapping[str, Any]]] = {
    "DescribeAutomationExecutions": describe_executions.handle,
    "DescribeAutomationStepExecutions": describe_steps.handle,
    "GetAutomationExecution": get.handle,
    "SendAutomationSignal": send_signal.handle,
    "StartAutomationExecution": start.handle,
    "StopAutomationExecution": stop.handle,
}
