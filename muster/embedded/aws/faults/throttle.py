"""Calls are refused as too many."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.faults.occasions import OCCASION_FIELDS, occasions
from muster.embedded.aws.faults.operations import OPERATION
from muster.embedded.aws.forms import Field, number
from muster.embedded.aws.journal import Entry
from muster.embedded.aws.throttle import Throttle, rate_exceeded


class Throttled(Fault):
    """Throttles calls of one operation, although they are not too many."""

    def __init__(self, values: Mapping[str, Any], stage: Stage) -> None:
        self._operation = values["operation"]
        self._when = occasions(values, stage.rng)

    def before(self, entry: Entry) -> None:
        """Refuse it, if this call is meant and its turn has come."""
        if entry.name == self._operation and self._when.strike():
            raise rate_exceeded(entry.service)


class Limited(Fault):
    """Throttles calls of one operation above a rate of its own."""

    def __init__(self, values: Mapping[str, Any], stage: Stage) -> None:
        self._throttle = Throttle(stage.clock, {values["operation"]: values["per_second"]})

    def before(self, entry: Entry) -> None:
        """Refuse it, if it is one too many."""
        self._throttle(entry)


def _make(values: Mapping[str, Any], stage: Stage) -> Fault:
    return Limited(values, stage) if "per_second" in values else Throttled(values, stage)


def _disagreement(values: Mapping[str, Any]) -> str | None:
    both = "per_second" in values and not OCCASION_FIELDS.keys().isdisjoint(values)
    return "with per_second, no other key says which calls are refused" if both else None


KIND = Kind(
    says="Calls are refused as too many: some of them, or all above a rate.",
    example="throttle: {operation: drs:DescribeJobs, per_second: 0.1}",
    fields={
        "operation": OPERATION,
        "per_second": Field(
            number(0.001), means="so many in each account and Region, in bursts of 5 s"
        ),
        **OCCASION_FIELDS,
    },
    make=_make,
    disagreement=_disagreement,
)
