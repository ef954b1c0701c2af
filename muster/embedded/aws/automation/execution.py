"""What SSM remembers of an automation: executions and their steps, as they stand now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from muster.embedded.aws.automation.document import Document, Step


class Status(StrEnum):
    """The part of `AutomationExecutionStatus` that runbooks reach (API_AutomationExecution)."""

    PENDING = "Pending"
    IN_PROGRESS = "InProgress"
    WAITING = "Waiting"
    SUCCESS = "Success"
    TIMED_OUT = "TimedOut"
    CANCELLING = "Cancelling"
    CANCELLED = "Cancelled"
    FAILED = "Failed"
    EXITED = "Exited"


TERMINAL = frozenset(
    {Status.SUCCESS, Status.TIMED_OUT, Status.CANCELLED, Status.FAILED, Status.EXITED}
)


@dataclass(frozen=True)
class ParentStep:
    """The loop pass that a step belongs to (`ParentStepDetails`); passes count from 1."""

    step_execution_id: str
    step_name: str
    action: str
    iteration: int
    iterator_value: str | None = None


@dataclass
class StepExecution:
    """One run of a step; times in epoch seconds, outputs with their static types."""

    step_execution_id: str
    step: Step
    parent: ParentStep | None = None
    status: Status = Status.PENDING
    started: float | None = None
    ended: float | None = None
    timeout_seconds: float | None = None
    max_attempts: int = 1
    attempts: int = 0
    inputs: Mapping[str, Any] = field(default_factory=dict)
    outputs: dict[str, Any] = field(default_factory=dict)
    chosen: str | None = None
    response: str | None = None
    response_code: str | None = None
    failure_message: str | None = None
    failure_stage: str | None = None
    failure_type: str | None = None
    failure_detail: str | None = None
    log: list[str] = field(default_factory=list)

    @property
    def is_bad(self) -> bool:
        """Whether it failed or ran out of time."""
        return self.status in (Status.FAILED, Status.TIMED_OUT)


@dataclass
class Execution:
    """One automation execution; `principal` is whom its calls come from, `executed_by` its starter.

    `planned` are the main steps that have not begun, `latest` the last run of each step that has.
    """

    execution_id: str
    document: Document
    account: str
    region: str
    executed_by: str
    principal: str
    parameters: dict[str, Any]
    started: float
    status: Status = Status.PENDING
    ended: float | None = None
    mode: str = "Auto"
    parent_id: str | None = None
    depth: int = 0
    tags: dict[str, str] = field(default_factory=dict)
    variables: dict[str, Any] = field(default_factory=dict)
    steps: list[StepExecution] = field(default_factory=list)
    planned: dict[str, StepExecution] = field(default_factory=dict)
    latest: dict[str, StepExecution] = field(default_factory=dict)
    current: StepExecution | None = None
    outputs: dict[str, Any] = field(default_factory=dict)
    failure_message: str | None = None

    @property
    def over(self) -> bool:
        """Whether the status will not change any more."""
        return self.status in TERMINAL
