"""Every operation of SSM that the embedded AWS answers, by name."""

from collections.abc import Callable, Mapping
from typing import Any

from muster.embedded.aws.automation.automation import Automation
from muster.embedded.aws.automation.operations import (
    add_tags,
    describe_executions,
    describe_instance_information,
    describe_steps,
    get,
    get_command_invocation,
    list_command_invocations,
    list_document_versions,
    list_tags,
    remove_tags,
    send_command,
    send_signal,
    start,
    stop,
)
from muster.embedded.aws.kit import Call

OPERATIONS: Mapping[str, Callable[[Automation, Call], Mapping[str, Any]]] = {
    "AddTagsToResource": add_tags.handle,
    "DescribeAutomationExecutions": describe_executions.handle,
    "DescribeAutomationStepExecutions": describe_steps.handle,
    "DescribeInstanceInformation": describe_instance_information.handle,
    "GetAutomationExecution": get.handle,
    "GetCommandInvocation": get_command_invocation.handle,
    "ListCommandInvocations": list_command_invocations.handle,
    "ListDocumentVersions": list_document_versions.handle,
    "ListTagsForResource": list_tags.handle,
    "RemoveTagsFromResource": remove_tags.handle,
    "SendCommand": send_command.handle,
    "SendAutomationSignal": send_signal.handle,
    "StartAutomationExecution": start.handle,
    "StopAutomationExecution": stop.handle,
}

SOMETIMES = frozenset({"AddTagsToResource", "ListTagsForResource", "RemoveTagsFromResource"})
"""Operations that are ours for executions only."""
