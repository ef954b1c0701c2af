"""The steps of one approval: open the gate, wait at it, judge the decisions on record.

SSM's own Approve step only wakes the execution up; `VerifyApproval` alone decides, from the rows.
It has no NotificationArn: a topic that cannot be reached would close the gate. `OpenGate` tells
people, and a message that fails there holds nothing up.
"""

from collections.abc import Mapping

from muster.model.approval import Approval
from ssm_documents.compiler.place import Place
from ssm_documents.compiler.steps import Approve, Choose, Output, Script, Step

SHORT = 60


def gate_steps(
    approval: Approval, place: Place, payload: Mapping[str, str], *, way_out: str
) -> tuple[Step, ...]:
    """The four steps; whatever fails, or a cancel, leads to `way_out`, which decides the status."""
    leave = f"step:{way_out}"
    return (
        _open_gate(payload, leave),
        _choose_gate(leave),
        _approve(approval, place, leave),
        _verify_approval(payload, leave),
    )


def _open_gate(payload: Mapping[str, str], leave: str) -> Step:
    return Script(
        name="OpenGate",
        description="Ask for the approval, unless it stands already.",
        script="open_gate",
        payload=payload,
        outputs=(Output("Ask"), Output("Message")),
        on_failure=leave,
        is_critical=False,
    )


def _choose_gate(leave: str) -> Step:
    return Choose(
        name="ChooseGate",
        description="Nobody is asked twice for the same thing.",
        timeout=SHORT,
        variable="{{ OpenGate.Ask }}",
        equals="yes",
        then="Approve",
        otherwise="VerifyApproval",
        on_failure=leave,
        is_critical=False,
    )


def _approve(approval: Approval, place: Place, leave: str) -> Step:
    return Approve(
        name="Approve",
        description="Wait until the approval is decided.",
        timeout=approval.expires,
        approvers=(place.decision_role, place.break_glass_role),
        message="{{ OpenGate.Message }}",
        on_failure="step:VerifyApproval",
        is_critical=False,
        on_cancel=leave,
        next_step="VerifyApproval",
    )


def _verify_approval(payload: Mapping[str, str], leave: str) -> Step:
    return Script(
        name="VerifyApproval",
        description="Judge the decisions on record; without enough of them nothing goes on.",
        script="verify_approval",
        payload=payload,
        on_failure=leave,
        is_critical=False,
    )
