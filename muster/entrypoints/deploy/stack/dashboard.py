"""The dashboard: runs above, what carries them below."""

import json
from typing import Any, Final

from muster.entrypoints.functions import metrics

WIDTH: Final = 12
HEIGHT: Final = 6
REGION: Final = "${AWS::Region}"
FUNCTIONS: Final = ("muster-slack", "muster-consumer", "muster-reconciler")

_GRAPHS: Final = (
    (
        "Active runs",
        "Maximum",
        [[metrics.NAMESPACE, metrics.ACTIVE_RUNS]],
    ),
    (
        "What runs wait for (seconds)",
        "Maximum",
        [
            [metrics.NAMESPACE, name]
            for name in (metrics.APPROVAL_WAIT, metrics.DECISION_WAIT, metrics.WITHOUT_DRIVER)
        ],
    ),
    (
        "Events: waiting (seconds), dead",
        "Maximum",
        [
            ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", "muster-events"],
            [
                "AWS/SQS",
                "ApproximateNumberOfMessagesVisible",
                "QueueName",
                "muster-events-dead-letters",
            ],
        ],
    ),
    (
        "Functions: errors",
        "Sum",
        [["AWS/Lambda", "Errors", "FunctionName", name] for name in FUNCTIONS],
    ),
    (
        "Functions: duration (milliseconds)",
        "p99",
        [["AWS/Lambda", "Duration", "FunctionName", name] for name in FUNCTIONS],
    ),
    (
        "Run table: throttled requests",
        "Sum",
        [["AWS/DynamoDB", "ThrottledRequests", "TableName", "muster"]],
    ),
)


def body() -> str:
    """The dashboard's body; CloudFormation puts in the Region (CloudWatch API, dashboard body)."""
    return json.dumps({"widgets": [_graph(number, *graph) for number, graph in enumerate(_GRAPHS)]})


def _graph(number: int, title: str, statistic: str, lines: list[list[str]]) -> dict[str, Any]:
    return {
        "type": "metric",
        "x": number % 2 * WIDTH,
        "y": number // 2 * HEIGHT,
        "width": WIDTH,
        "height": HEIGHT,
        "properties": {
            "title": title,
            "region": REGION,
            "stat": statistic,
            "period": 60,
            "metrics": lines,
        },
    }
