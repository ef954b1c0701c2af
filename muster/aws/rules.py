"""The queue of events, its dead letters, and the rules that fill it: for where nobody deploys.

On AWS the CloudFormation stack makes them, from the same patterns.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from muster.aws.connection import Connection
from muster.service.hearing import Rule

ACTIONS = (
    "events:PutRule",
    "events:PutTargets",
    "sqs:CreateQueue",
    "sqs:GetQueueAttributes",
    "sqs:SetQueueAttributes",
)
RECEIVES = 5
"""How often a message is given before it becomes a dead letter."""

VISIBILITY = 60
"""Seconds after which a message that was not deleted comes again."""

DEAD_LETTERS = "-dead-letters"
TWO_WEEKS = 1_209_600
TARGET = "queue"


class AwsEventSource:
    """Makes them, on the default bus of the connection's account and Region."""

    def __init__(self, connection: Connection, queue: str) -> None:
        self._connection = connection
        self._queue = queue

    def lay(self, rules: Sequence[Rule]) -> tuple[str, ...]:
        """Make or mend queue, dead letters and rules; gives what was made or mended, in words."""
        dead = self._queue + DEAD_LETTERS
        dead_arn = self._arn(self._make_queue(dead))
        url = self._make_queue(self._queue)
        arn = self._arn(url)
        rule_arns = [self._put_rule(rule, arn) for rule in rules]
        self._set(url, queue_attributes(arn, dead_arn, rule_arns))
        named = (f"rule {rule.name}" for rule in rules)
        return (f"queue {self._queue}", f"queue {dead}", *named)

    def _make_queue(self, name: str) -> str:
        return str(self._sqs("create_queue", QueueName=name)["QueueUrl"])

    def _arn(self, url: str) -> str:
        answer = self._sqs("get_queue_attributes", QueueUrl=url, AttributeNames=["QueueArn"])
        return str(answer["Attributes"]["QueueArn"])

    def _set(self, url: str, attributes: Mapping[str, str]) -> None:
        self._sqs("set_queue_attributes", QueueUrl=url, Attributes=attributes)

    def _put_rule(self, rule: Rule, queue_arn: str) -> str:
        pattern = json.dumps(rule.pattern)
        made = self._events(rule, "put_rule", Name=rule.name, EventPattern=pattern)
        targets = [{"Id": TARGET, "Arn": queue_arn}]
        self._events(rule, "put_targets", Rule=rule.name, Targets=targets)
        return str(made["RuleArn"])

    def _sqs(self, operation: str, **parameters: Any) -> Any:
        about = f"queue `{self._queue}`"
        return self._connection.call("sqs", operation, about=about, **parameters)

    def _events(self, rule: Rule, operation: str, **parameters: Any) -> Any:
        about = f"rule `{rule.name}`"
        return self._connection.call("events", operation, about=about, **parameters)


def queue_attributes(arn: str, dead_arn: str, rule_arns: Sequence[str]) -> dict[str, str]:
    """What the queue must be: only these rules may send, and only over TLS."""
    redrive = {"deadLetterTargetArn": dead_arn, "maxReceiveCount": RECEIVES}
    return {
        "MessageRetentionPeriod": str(TWO_WEEKS),
        "VisibilityTimeout": str(VISIBILITY),
        "RedrivePolicy": json.dumps(redrive),
        "Policy": json.dumps(_policy(arn, rule_arns)),
    }


def _policy(arn: str, rule_arns: Sequence[str]) -> dict[str, Any]:
    allow = {
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": arn,
        "Condition": {"ArnEquals": {"aws:SourceArn": list(rule_arns)}},
    }
    deny = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "sqs:*",
        "Resource": arn,
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    return {"Version": "2012-10-17", "Statement": [allow, deny]}
