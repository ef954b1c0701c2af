"""Calls are refused as too many, although they are not."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.faults.occasions import OCCASION_FIELDS, Occasions, occasions
from muster.embedded.aws.faults.operations import operation
from muster.embedded.aws.forms import Field
from muster.embedded.aws.journal import Entry
from muster.embedded.aws.throttle import rate_exceeded


class Throttled(Fault):
    """Throttles calls of one operation."""

    def __init__(self, values: Mapping[str, Any], when: Occasions) -> None:
        self._operation = values["operation"]
        self._when = when

    def before(self, entry: Entry) -> None:
        """Refuse it, if this call is meant and its turn has come."""
        if entry.name == self._operation and self._when.strike():
            raise rate_exceeded(entry.service)


def _make(values: Mapping[str, Any], stage: Stage) -> Fault:
    return Throttled(values, occasions(values, stage.rng))


KIND = Kind(fields={"operation": Field(operation, required=True), **OCCASION_FIELDS}, make=_make)
