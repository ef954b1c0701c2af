"""aws:approve (User Guide, "aws:approve"): wait until enough of the approvers have approved."""

from muster.embedded.aws.automation.actions.action import (
    DAY,
    Action,
    Outcome,
    StepRun,
    list_of,
    number_of,
    text_of,
)
from muster.embedded.aws.automation.actions.api import call
from muster.embedded.aws.automation.failures import StepFailed
from muster.embedded.aws.automation.signals import ApprovalGate
from muster.embedded.aws.clock import Signal

MOST_APPROVERS = 10
LONGEST_MESSAGE = 4096


def run(step: StepRun) -> Outcome:
    """Publish the request, wait for the decisions. A Reject fails the step."""
    gate = _gate(step)
    _notify(step)
    with step.run.waiting(step.record, gate):
        step.record.outputs = gate.outputs()
        try:
            step.run.wait(gate.opened)
        finally:
            step.record.outputs = gate.outputs()
    if gate.status == "Rejected":
        raise StepFailed("The approval was rejected", kind="Rejected")
    return Outcome(outputs=gate.outputs())


def _gate(step: StepRun) -> ApprovalGate:
    approvers = [str(approver) for approver in list_of(step.inputs, "Approvers")]
    needed = number_of(step.inputs, "MinRequiredApprovals", 1)
    if not 1 <= len(approvers) <= MOST_APPROVERS:
        raise StepFailed(
            f"Approvers has {len(approvers)} entries; 1 to {MOST_APPROVERS} are allowed"
        )
    if not 1 <= needed <= len(approvers):
        raise StepFailed(
            f"MinRequiredApprovals is {needed}, but there are {len(approvers)} approvers"
        )
    opened = Signal(step.run.automation.world.clock)
    return ApprovalGate(step.record.step.name, opened, approvers, needed)


def _notify(step: StepRun) -> None:
    """Tell the topic; the form of SSM's own message is not documented."""
    if "NotificationArn" not in step.inputs:
        return
    topic = text_of(step.inputs, "NotificationArn")
    if not topic.rpartition(":")[2].startswith("Automation"):
        raise StepFailed(f"the name of the topic {topic} does not start with Automation")
    execution, message = step.execution, text_of(step.inputs, "Message", "")
    if len(message) > LONGEST_MESSAGE:
        raise StepFailed(f"Message has {len(message)} characters; {LONGEST_MESSAGE} are allowed")
    text = (
        f"Approval is needed for step {step.record.step.name} of automation "
        f"{execution.document.name}, execution {execution.execution_id}.\n\n{message}"
    )
    call(
        step,
        "sns",
        "Publish",
        {"TopicArn": topic, "Subject": "Automation approval", "Message": text},
    )


ACTION = Action(
    name="aws:approve",
    run=run,
    required=frozenset({"Approvers"}),
    optional=frozenset({"MinRequiredApprovals", "NotificationArn", "Message"}),
    outputs=frozenset({"ApprovalStatus", "ApproverDecisions"}),
    timeout=7 * DAY,
    longest=30 * DAY,
)
