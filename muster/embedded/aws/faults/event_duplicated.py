"""An event is delivered twice."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.faults.events import EVENT_FIELDS, Delivery
from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.forms import Field, seconds


def _make(values: Mapping[str, Any], stage: Stage) -> Fault:
    return Delivery(values, stage, (0.0, float(values.get("after", 0.0))))


KIND = Kind(
    says="EventBridge delivers an event twice, with the same id and time.",
    example="event-duplicated: {source: aws.ssm, after: 30s, times: always}",
    fields={
        "after": Field(seconds, means="the second time, so much later; usually at once"),
        **EVENT_FIELDS,
    },
    make=_make,
)
