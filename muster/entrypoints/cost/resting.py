"""What a deployed hub uses in a month in which nobody runs anything."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from muster.entrypoints.cost import prices
from muster.entrypoints.cost.line import Line
from muster.entrypoints.deploy.stack.notation import read
from muster.entrypoints.deploy.stack.template import hub
from muster.entrypoints.functions import metrics

MINUTES: Final = 365 * 24 * 60 // 12
LOOK_SECONDS: Final = 1.0
"""How long the reconciler is assumed to look."""
RECEIVES: Final = MINUTES * 3 * 5
"""Lambda's five pollers of a queue, 20 seconds a look (Lambda Developer Guide, Amazon SQS)."""
LOG_LINE: Final = 700
"""Bytes that an invocation is assumed to log, its metrics included."""
METRICS: Final = (
    metrics.ACTIVE_RUNS,
    metrics.APPROVAL_WAIT,
    metrics.DECISION_WAIT,
    metrics.WITHOUT_DRIVER,
)
GIGA: Final = 1e9


def month() -> Iterator[Line]:
    """The lines of a month's bill, with the bot as a function."""
    resources: Mapping[str, Any] = read(hub())["Resources"]
    kinds = [resource["Type"] for resource in resources.values()]
    memory = resources["ReconcilerFunction"]["Properties"]["MemorySize"] / 1024
    yield Line("alarms", kinds.count("AWS::CloudWatch::Alarm"), prices.ALARM)
    yield Line("dashboard", kinds.count("AWS::CloudWatch::Dashboard"), prices.DASHBOARD)
    yield Line("metrics of runs", len(METRICS), prices.METRIC)
    yield Line("the Slack secret", kinds.count("AWS::SecretsManager::Secret"), prices.SECRET)
    yield Line("the reconciler, each minute", MINUTES, prices.INVOCATION)
    yield Line("its time, assumed 1 s", MINUTES * LOOK_SECONDS * memory, prices.GIGABYTE_SECOND)
    yield Line("its look at the list of runs", MINUTES, prices.READ)
    yield Line("its log", MINUTES * LOG_LINE / GIGA, prices.LOGGED)
    yield Line("looking into the queue", RECEIVES, prices.MESSAGE)
