"""The `aws.ssm` status-change events of automations, as documented: details in PascalCase.

EventBridge reference, "Systems Manager events", and the User Guide's "event examples". Only the
documented statuses are emitted; there `Canceled` has one l, and times are no ISO times.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from muster.embedded.aws.automation.execution import Execution, Status, StepExecution
from muster.embedded.aws.context import Context

STATUSES: Mapping[Status, str] = {
    Status.SUCCESS: "Success",
    Status.FAILED: "Failed",
    Status.TIMED_OUT: "TimedOut",
    Status.CANCELLED: "Canceled",
}
STEP = "EC2 Automation Step Status-change Notification"
EXECUTION = "EC2 Automation Execution Status-change Notification"


def step_changed(world: Context, execution: Execution, record: StepExecution) -> None:
    """Tell that a step is over; says nothing for a status that no event is documented for."""
    if record.status in STATUSES:
        detail = _detail(execution, record.status, record.started, record.ended)
        detail |= {"StepName": record.step.name, "Action": record.step.action}
        _emit(world, execution, STEP, detail)


def execution_changed(world: Context, execution: Execution) -> None:
    """Tell that an execution is over; likewise."""
    if execution.status in STATUSES:
        detail = _detail(execution, execution.status, execution.started, execution.ended)
        detail |= {"ExecutedBy": execution.executed_by}
        _emit(world, execution, EXECUTION, detail)


def _detail(
    execution: Execution, status: Status, started: float | None, ended: float | None
) -> dict[str, Any]:
    start, end = started or 0.0, ended or 0.0
    return {
        "ExecutionId": execution.execution_id,
        "Definition": execution.document.name,
        "DefinitionVersion": float(execution.document.version),
        "Status": STATUSES[status],
        "EndTime": _written(end),
        "StartTime": _written(start),
        "Time": round((end - start) * 1000, 3),
    }


def _emit(world: Context, execution: Execution, kind: str, detail: Mapping[str, Any]) -> None:
    place = f"arn:aws:ssm:{execution.region}:{execution.account}"
    document = execution.document
    world.emit(
        account=execution.account,
        region=execution.region,
        source="aws.ssm",
        detail_type=kind,
        detail=detail,
        resources=(
            f"{place}:automation-execution/{execution.execution_id}",
            f"{place}:automation-definition/{document.name}:{document.version}",
        ),
    )


def _written(moment: float) -> str:
    time = datetime.fromtimestamp(moment, UTC)
    return f"{time:%b} {time.day}, {time.year} {time.hour % 12 or 12}:{time:%M:%S %p}"
