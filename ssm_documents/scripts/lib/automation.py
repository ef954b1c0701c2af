"""SSM Automation as scripts use it: who started this, how a step ended, start, stop, signal."""

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from muster.engine.names import TAG_RUN
from ssm_documents.scripts.lib.clients import call, client, error_code, every

OVER = frozenset({"Success", "Failed", "Cancelled", "TimedOut", "Exited", "Rejected"})
UP_TO_GATE = frozenset({"OpenGate", "ChooseGate", "Approve"})
GONE = "AutomationExecutionNotFoundException"


def execution_of(region: str, execution: str) -> dict[str, Any]:
    """What SSM says of an execution; empty if it knows none (history lasts 30 days)."""
    try:
        found = call(
            client("ssm", region).get_automation_execution, AutomationExecutionId=execution
        )
    except ClientError as error:
        if error_code(error) != GONE:
            raise
        return {}
    return dict(found["AutomationExecution"])


def started_by(region: str, execution: str) -> str:
    """The principal that started an execution, as SSM recorded it."""
    return starter(execution_of(region, execution))


def starter(execution: Mapping[str, Any]) -> str:
    """The principal that started what SSM says of an execution."""
    return str(execution.get("ExecutedBy") or "")


def how_it_ended(region: str, execution: str) -> str:
    """The final status of an execution; empty while it lives (Pending counts as living)."""
    return final_status(execution_of(region, execution))


def final_status(execution: Mapping[str, Any]) -> str:
    """The status of what SSM says of an execution, if it is over; else empty."""
    status = str(execution.get("AutomationExecutionStatus") or "Gone")
    return status if status in OVER or status == "Gone" else ""


def steps_of(region: str, execution: str, **filters: str) -> list[dict[str, Any]]:
    """The step executions, optionally by `StepName` or `StepExecutionStatus`."""
    chosen = [{"Key": key, "Values": [value]} for key, value in filters.items()]
    more = {"Filters": chosen} if chosen else {}
    ssm = client("ssm", region)
    return every(
        ssm.describe_automation_step_executions,
        "StepExecutions",
        AutomationExecutionId=execution,
        **more,
    )


def start_document(region: str, document: str, token: str, run: str, **parameters: str) -> str:
    """Start a document of a run; the same token gives the same execution: a repeat does no harm."""
    given = {"RunId": run, **parameters}
    answer = call(
        client("ssm", region).start_automation_execution,
        DocumentName=document,
        ClientToken=token,
        Parameters={key: [value] for key, value in given.items()},
        Tags=_tags_of(run),
    )
    return str(answer["AutomationExecutionId"])


def tag_execution(region: str, execution: str, run: str) -> None:
    """Mark an execution as one of a run: IAM lets none without the tag be stopped or signalled."""
    call(
        client("ssm", region).add_tags_to_resource,
        ResourceType="Automation",
        ResourceId=execution,
        Tags=_tags_of(run),
    )


def _tags_of(run: str) -> list[dict[str, str]]:
    return [{"Key": TAG_RUN, "Value": run}]


def stop_execution(region: str, execution: str) -> None:
    """Stop an execution; its onCancel steps still run. One that has ended is left alone."""
    _unless_over(
        client("ssm", region).stop_automation_execution,
        AutomationExecutionId=execution,
        Type="Cancel",
    )


def signal(region: str, execution: str, kind: str, comment: str) -> bool:
    """Send `Approve` or `Reject`; False if the execution does not wait at a gate (any more)."""
    return _unless_over(
        client("ssm", region).send_automation_signal,
        AutomationExecutionId=execution,
        SignalType=kind,
        Payload={"Comment": [comment[:512]]},
    )


def is_before_gate(region: str, execution: str) -> bool:
    """Whether an execution is about to wait at its gate."""
    found = execution_of(region, execution)
    alive = found.get("AutomationExecutionStatus") in ("Pending", "InProgress", "Waiting")
    return alive and found.get("CurrentStepName") in UP_TO_GATE


ENDED = frozenset(
    {GONE, "InvalidAutomationStatusUpdateException", "InvalidAutomationSignalException"}
)


def _unless_over(operation: Any, **parameters: Any) -> bool:
    try:
        call(operation, **parameters)
    except ClientError as error:
        if error_code(error) not in ENDED:
            raise
        return False
    return True
