"""An event is delivered late."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.faults.events import EVENT_FIELDS, Delivery
from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.forms import Field, seconds


def _make(values: Mapping[str, Any], stage: Stage) -> Fault:
    return Delivery(values, stage, (float(values["by"]),))


KIND = Kind(
    says="EventBridge delivers an event late, with its own time; later ones may overtake it.",
    example="event-delayed: {detail_type: DRS Source Server Launch Result, by: 5m}",
    fields={
        "by": Field(seconds, required=True, means="so much later"),
        **EVENT_FIELDS,
    },
    make=_make,
)
