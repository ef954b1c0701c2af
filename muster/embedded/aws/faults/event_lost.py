"""An event is never delivered."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.faults.events import EVENT_FIELDS, Delivery
from muster.embedded.aws.faults.fault import Fault, Kind, Stage


def _make(values: Mapping[str, Any], stage: Stage) -> Fault:
    return Delivery(values, stage, ())


KIND = Kind(
    says="EventBridge loses an event: no rule sees it.",
    example="event-lost: {source: aws.drs, rate: 0.5}",
    fields=EVENT_FIELDS,
    make=_make,
)
