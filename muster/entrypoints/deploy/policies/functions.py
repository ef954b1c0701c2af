"""What every function of muster needs: its log, its secret, and the decision role where it acts.

Lambda Developer Guide, "Defining Lambda function permissions with an execution role".
"""

from muster.entrypoints.deploy.policies.statement import Statement, arn, role_arn
from muster.model.settings import Settings

SECRET = "muster-slack"  # noqa: S105 - the name of a secret, not one
QUEUE = "muster-events"


def logging(function: str) -> Statement:
    """Write into the function's own log group."""
    group = arn("logs", f"log-group:/aws/lambda/{function}:*")
    return Statement("Logs", ("logs:CreateLogStream", "logs:PutLogEvents"), (group,))


def reading_secret() -> Statement:
    """Read what the Slack app is known by; Secrets Manager adds six characters to the name."""
    secret = arn("secretsmanager", f"secret:{SECRET}-??????")
    return Statement("ReadsSlackSecret", ("secretsmanager:GetSecretValue",), (secret,))


def deciding() -> Statement:
    """Become the decision role: the approver that a waiting gate listens to."""
    decision = role_arn(Settings().decision_role)
    return Statement("BecomesDecider", ("sts:AssumeRole",), (decision,))


def receiving() -> Statement:
    """What an event source mapping does as the function's role."""
    actions = ("sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage")
    return Statement("TakesEvents", actions, (arn("sqs", QUEUE),))
