"""The events that a fault is about."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.faults.fault import IN_TIME, Fault, Stage
from muster.embedded.aws.faults.occasions import OCCASION_FIELDS, occasions
from muster.embedded.aws.forms import Field, text

SOURCE = Field(text(), means="events of this source, such as `aws.drs`; usually of any")
DETAIL_TYPE = Field(text(), means="events of this detail type; usually of any")
EVENT_FIELDS: Mapping[str, Field] = {
    "source": SOURCE,
    "detail_type": DETAIL_TYPE,
    **OCCASION_FIELDS,
}


class Delivery(Fault):
    """Changes when, and how often, events are delivered."""

    def __init__(
        self, values: Mapping[str, Any], stage: Stage, deliveries: tuple[float, ...]
    ) -> None:
        self._values = values
        self._when = occasions(values, stage.rng)
        self._deliveries = deliveries

    def deliveries(self, source: str, detail_type: str) -> tuple[float, ...]:
        """What this fault makes of it, if this event is meant and its turn has come."""
        told = {"source": source, "detail_type": detail_type}
        meant = all(self._values.get(key, value) == value for key, value in told.items())
        return self._deliveries if meant and self._when.strike() else IN_TIME
