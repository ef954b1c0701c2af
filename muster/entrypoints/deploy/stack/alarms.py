"""What the hub calls people for by itself: a row an alarm, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from muster.entrypoints.functions import metrics

MINUTE, FIVE_MINUTES = 60, 300
QUEUE: Final = {"QueueName": "muster-events"}
DEAD: Final = {"QueueName": "muster-events-dead-letters"}


@dataclass(frozen=True)
class Alarm:
    """A metric that rose above `most` within `period` seconds; `about` says what to do.

    `least`: it fell below 1 instead, or said nothing. `only_if`: a condition of the stack.
    """

    name: str
    about: str
    namespace: str
    metric: str
    dimensions: Mapping[str, str]
    most: int = 0
    period: int = MINUTE
    statistic: str = "Maximum"
    least: bool = False
    only_if: str = ""


def _errors(title: str, function: str, only_if: str = "") -> Alarm:
    return Alarm(
        f"{title}Errors",
        f"Function {function} failed; its log /aws/lambda/{function} says why.",
        "AWS/Lambda",
        "Errors",
        {"FunctionName": function},
        statistic="Sum",
        only_if=only_if,
    )


def _of_runs(name: str, about: str, metric: str, most: int) -> Alarm:
    return Alarm(name, about, metrics.NAMESPACE, metric, {}, most)


ALARMS: Final = (
    Alarm(
        "DeadLetters",
        "Events could not be digested, and messages may be stale. Read the consumer's log, then"
        " redrive the queue muster-events-dead-letters.",
        "AWS/SQS",
        "ApproximateNumberOfMessagesVisible",
        DEAD,
    ),
    Alarm(
        "EventsWait",
        "Events wait for more than a minute: look at the consumer, or at the bot elsewhere.",
        "AWS/SQS",
        "ApproximateAgeOfOldestMessage",
        QUEUE,
        most=60,
    ),
    _errors("Slack", "muster-slack", "HasBot"),
    _errors("Consumer", "muster-consumer", "HasBot"),
    _errors("Reconciler", "muster-reconciler"),
    Alarm(
        "ReconcilerSilent",
        "Nobody looks after runs: the function muster-reconciler did not run for five minutes.",
        "AWS/Lambda",
        "Invocations",
        {"FunctionName": "muster-reconciler"},
        period=FIVE_MINUTES,
        statistic="Sum",
        least=True,
    ),
    Alarm(
        "WrongSignatures",
        "Requests that Slack did not sign: the signing secret in muster-slack is wrong, or somebody"
        " tries the URL.",
        metrics.NAMESPACE,
        metrics.WRONG_SIGNATURES,
        {},
        most=5,
        period=FIVE_MINUTES,
        statistic="Sum",
        only_if="HasBot",
    ),
    Alarm(
        "UnforeseenErrors",
        "The bot failed in a way that nobody foresaw. Search the log /aws/lambda/muster-slack for"
        " 'unforeseen': the reference there is the one that whoever asked was told.",
        metrics.NAMESPACE,
        metrics.UNFORESEEN,
        {},
        statistic="Sum",
        only_if="HasBot",
    ),
    _of_runs(
        "NoDriver",
        "A run has no driver for more than five minutes: start muster-restart with its RunId.",
        metrics.WITHOUT_DRIVER,
        most=300,
    ),
    _of_runs(
        "ApprovalWaits",
        "A run waits for an approval for more than ten minutes: start muster-decide.",
        metrics.APPROVAL_WAIT,
        most=600,
    ),
    _of_runs(
        "DecisionWaits",
        "A wave waits for a decision for more than ten minutes: retry, skip or abort.",
        metrics.DECISION_WAIT,
        most=600,
    ),
    Alarm(
        "BreakGlassUsed",
        "Somebody became the break-glass role of muster.",
        "AWS/Events",
        "TriggeredRules",
        {"RuleName": "muster-break-glass"},
        statistic="Sum",
    ),
)


def resources() -> dict[str, Any]:
    """The alarms as resources of the stack."""
    return {f"{alarm.name}Alarm": _resource(alarm) for alarm in ALARMS}


def _resource(alarm: Alarm) -> dict[str, Any]:
    guard = {"Condition": alarm.only_if} if alarm.only_if else {}
    return {"Type": "AWS::CloudWatch::Alarm", **guard, "Properties": _properties(alarm)}


def _properties(alarm: Alarm) -> dict[str, Any]:
    dimensions = [{"Name": name, "Value": value} for name, value in alarm.dimensions.items()]
    return {
        "AlarmName": f"muster-{alarm.name}",
        "AlarmDescription": alarm.about,
        "Namespace": alarm.namespace,
        "MetricName": alarm.metric,
        **({"Dimensions": dimensions} if dimensions else {}),
        "Statistic": alarm.statistic,
        "Period": alarm.period,
        "EvaluationPeriods": 1,
        "Threshold": 1 if alarm.least else alarm.most,
        "ComparisonOperator": "LessThanThreshold" if alarm.least else "GreaterThanThreshold",
        "TreatMissingData": "breaching" if alarm.least else "notBreaching",
        "AlarmActions": [{"Ref": "Topic"}],
        "OKActions": [{"Ref": "Topic"}],
    }
