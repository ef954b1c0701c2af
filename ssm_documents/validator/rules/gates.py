"""aws:approve and aws:pause: steps that wait for people."""

from ssm_documents.validator.actions import GATES
from ssm_documents.validator.document import Document, number, refers, sequence, text
from ssm_documents.validator.rule import Mistake, Mistakes, rule

_APPROVE = "automation-action-approve"
_MAX_APPROVERS = 10
_MAX_MESSAGE = 4096
_MAX_WAIT = 2_592_000
_TOPIC_PREFIX = "Automation"


@rule("R150", "approval without Approvers", _APPROVE)
def no_approvers(document: Document) -> Mistakes:
    """An approval that nobody can give."""
    for step in document.running("aws:approve"):
        if not step.inputs.get("Approvers"):
            message = f"{step.title} has no `Approvers`"
            yield Mistake(step.input_at(), message, "list user names, user ARNs or role ARNs")


@rule("R151", "more than ten approvers", _APPROVE)
def too_many_approvers(document: Document) -> Mistakes:
    """A step has at most ten approvers; a role counts as one."""
    for step in document.running("aws:approve"):
        approvers = sequence(step.inputs.get("Approvers"))
        if len(approvers) > _MAX_APPROVERS:
            message = f"{step.title} has {len(approvers)} approvers; {_MAX_APPROVERS} are allowed"
            yield Mistake(step.input_at("Approvers"), message, "name a role that they share")


@rule(
    "R152",
    "more approvals required than there are approvers",
    _APPROVE,
    hint="lower `MinRequiredApprovals`, or add approvers",
)
def unreachable_quorum(document: Document) -> Mistakes:
    """`MinRequiredApprovals` is from 1 to the number of approvers."""
    for step in document.running("aws:approve"):
        wanted = number(step.inputs.get("MinRequiredApprovals"))
        approvers = sequence(step.inputs.get("Approvers"))
        if wanted is None or any(refers(approver) for approver in approvers):
            continue
        most = len(approvers) or _MAX_APPROVERS
        if not 1 <= wanted <= most:
            message = f"{step.title} wants {wanted} approvals; it has {most} approvers"
            yield Mistake(step.input_at("MinRequiredApprovals"), message)


@rule("R153", "topic name does not start with Automation", _APPROVE)
def odd_topic(document: Document) -> Mistakes:
    """The name of the SNS topic for approvals must start with `Automation`."""
    for step in document.running("aws:approve"):
        topic = text(step.inputs.get("NotificationArn"))
        name = topic.rpartition(":")[2]
        if topic and not refers(name) and not name.startswith(_TOPIC_PREFIX):
            message = f"topic `{name}` does not start with `{_TOPIC_PREFIX}`"
            yield Mistake(step.input_at("NotificationArn"), message, f"name it `{_TOPIC_PREFIX}-…`")


@rule("R154", "approval message too long", _APPROVE, hint="say the rest behind a link")
def long_message(document: Document) -> Mistakes:
    """The message of an approval has at most 4,096 characters."""
    for step in document.running("aws:approve"):
        message = text(step.inputs.get("Message"))
        if len(message) > _MAX_MESSAGE:
            said = f"message of {step.title} has {len(message):,} characters; SSM takes 4,096"
            yield Mistake(step.input_at("Message"), said)


@rule("R155", "gate waits longer than 30 days", _APPROVE)
def long_wait(document: Document) -> Mistakes:
    """aws:approve and aws:pause wait seven days by default and 30 days at most."""
    for step in document.running(*GATES):
        seconds = number(step.raw.get("timeoutSeconds"))
        if seconds is not None and seconds > _MAX_WAIT:
            message = f"{step.title} waits {seconds:,} seconds; {step.action} waits {_MAX_WAIT:,}"
            yield Mistake(step.at("timeoutSeconds"), message, "30 days are 2592000 seconds")
