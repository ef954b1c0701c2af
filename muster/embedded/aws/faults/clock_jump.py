"""The wall clock jumps."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.faults.moments import AT
from muster.embedded.aws.forms import Field, seconds


class ClockJump(Fault):
    """Sets the world's clock forward."""

    def __init__(self, values: Mapping[str, Any], stage: Stage) -> None:
        self._values = values
        self._stage = stage

    def begin(self) -> None:
        """Wait for its time."""
        self._stage.after(float(self._values.get("at", 0.0)), self._jump)

    def _jump(self) -> None:
        self._stage.clock.jump(float(self._values["by"]))


KIND = Kind(
    says="The world's clock jumps forward; what was due meanwhile happens at once, and late.",
    example="clock-jump: {at: 10m, by: 5m}",
    fields={"at": AT, "by": Field(seconds, required=True, means="so far")},
    make=ClockJump,
)
