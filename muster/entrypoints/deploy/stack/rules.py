"""The rules of events as resources of the stack, from the same patterns as everywhere."""

from typing import Any, Final

from eventbridge.patterns import event_rules
from muster.service.hearing import Rule

ABOUT: Final = {
    "muster-from-muster": "What runs of muster do.",
    "muster-from-aws-ssm": "Executions of muster's runbooks that have ended.",
    "muster-from-aws-drs": "Launches, stalled replication, failback.",
    "muster-from-cloudtrail": "Recoveries that somebody starts or ends past muster; needs a trail"
    " that records management events of this Region.",
}


def resources() -> dict[str, Any]:
    """A rule a source; each sends to the queue, or to the dead letters if it cannot."""
    return {_logical_name(rule): _resource(rule) for rule in event_rules()}


def _logical_name(rule: Rule) -> str:
    return "".join(part.capitalize() for part in rule.name.split("-")[1:])


def _resource(rule: Rule) -> dict[str, Any]:
    target = {
        "Id": "queue",
        "Arn": {"Fn::GetAtt": "Queue.Arn"},
        "DeadLetterConfig": {"Arn": {"Fn::GetAtt": "DeadLetters.Arn"}},
    }
    properties = {
        "Name": rule.name,
        "Description": ABOUT[rule.name],
        "EventPattern": rule.pattern,
        "Targets": [target],
    }
    return {"Type": "AWS::Events::Rule", "Properties": properties}
