"""An event is delivered that tells of nothing that happened."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.faults.moments import AT
from muster.embedded.aws.forms import Field, anything, list_of, map_of, text


class ForgedEvent(Fault):
    """Puts an event on the default bus of the hub."""

    def __init__(self, values: Mapping[str, Any], stage: Stage) -> None:
        self._values = values
        self._stage = stage

    def begin(self) -> None:
        """Wait for its time."""
        self._stage.after(float(self._values.get("at", 0.0)), self._emit)

    def _emit(self) -> None:
        world, values = self._stage.world, self._values
        world.emit(
            account=values.get("account", world.inventory.account),
            region=world.inventory.region,
            source=values["source"],
            detail_type=values["detail_type"],
            detail=values.get("detail", {}),
            resources=values.get("resources", ()),
        )


KIND = Kind(
    says="Somebody puts an event on the hub's bus that tells of nothing that happened.",
    example="event-forged: {at: 5m, source: aws.drs,"
    " detail_type: DRS Source Server Launch Result,"
    " detail: {state: RECOVERY_LAUNCH_SUCCEEDED, job-id: drsjob-11111111111111111}}",
    fields={
        "at": AT,
        "source": Field(text(), required=True, means="its source, that of AWS too"),
        "detail_type": Field(text(), required=True, means="its detail type"),
        "detail": Field(map_of(anything), means="its detail; usually empty"),
        "resources": Field(list_of(text()), means="the ARNs that it names; usually none"),
        "account": Field(
            text(r"\d{12}", "an account id of 12 digits in quotes"),
            means="on the bus of this account; usually the hub's",
        ),
    },
    make=ForgedEvent,
)
