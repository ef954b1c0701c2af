"""Gates: where an execution waits for a person, and the signals that reach it.

API_SendAutomationSignal; User Guide, "aws:approve" and "aws:pause". Approve and Reject go to
whatever aws:approve waits now: they name no step.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from muster.embedded.aws.automation.approvers import approver_entry
from muster.embedded.aws.clock import Signal
from muster.embedded.aws.kit import AwsError, Principal

Payload = Mapping[str, Sequence[str]]


class InvalidSignalError(AwsError):
    """`InvalidAutomationSignalException`."""

    def __init__(self, message: str) -> None:
        super().__init__("InvalidAutomationSignalException", message)


@dataclass(frozen=True)
class Decision:
    """What one principal said; `entry` is the approver of the list that it stands for."""

    principal: str
    entry: str
    decision: str
    comment: str | None

    def written(self) -> dict[str, str]:
        """The decision as `ApproverDecisions` shows it (its keys are unverified)."""
        said = {"Approver": self.principal, "Decision": self.decision}
        return said if self.comment is None else {**said, "Comment": self.comment}


@dataclass
class Gate:
    """Where an execution waits. `opened` is set when the waiting is over."""

    step: str
    opened: Signal

    def approve(
        self,
        principal: Principal,  # noqa: ARG002 - for those who take approvals
        payload: Payload,  # noqa: ARG002 - likewise
        decision: str,  # noqa: ARG002 - likewise
    ) -> None:
        """Take an Approve or Reject. `InvalidSignalError` unless this is an aws:approve."""
        raise InvalidSignalError("No step of this execution is waiting for an approval")

    def resume(self, step: str) -> None:
        """Take a Resume. `InvalidSignalError` unless this is an aws:pause of that name."""
        raise InvalidSignalError(f"Step {step} is not waiting to be resumed")


@dataclass
class PauseGate(Gate):
    """An aws:pause."""

    def resume(self, step: str) -> None:
        """Open, if `step` is this one."""
        if step != self.step:
            super().resume(step)
        self.opened.set()


@dataclass
class ApprovalGate(Gate):
    """An aws:approve. One principal counts once, and so does each entry of the list."""

    approvers: Sequence[str]
    needed: int
    decisions: list[Decision] = field(default_factory=list)

    @property
    def status(self) -> str:
        """`ApprovalStatus`: Waiting, Approved or Rejected."""
        if any(decision.decision == "Reject" for decision in self.decisions):
            return "Rejected"
        entries = {decision.entry for decision in self.decisions}
        return "Approved" if len(entries) >= self.needed else "Waiting"

    def approve(self, principal: Principal, payload: Payload, decision: str) -> None:
        """Record a decision. `InvalidSignalError` for one who is no approver."""
        entry = approver_entry(principal, self.approvers)
        if entry is None:
            raise InvalidSignalError(f"{principal.arn} is not an approver of step {self.step}")
        comment = next(iter(payload.get("Comment", ())), None)
        if all(earlier.principal != principal.arn for earlier in self.decisions):
            self.decisions.append(Decision(principal.arn, entry, decision, comment))
        if self.status != "Waiting":
            self.opened.set()

    def outputs(self) -> dict[str, Any]:
        """The step's predefined outputs, as they stand."""
        written = [decision.written() for decision in self.decisions]
        return {"ApprovalStatus": self.status, "ApproverDecisions": written}
