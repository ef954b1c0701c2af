"""A server takes longer to launch."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.faults.occasions import OCCASION_FIELDS, occasions
from muster.embedded.aws.faults.servers import SERVER, is_meant
from muster.embedded.aws.forms import Field, seconds


class SlowLaunch(Fault):
    """Adds time to launches."""

    def __init__(self, values: Mapping[str, Any], stage: Stage) -> None:
        self._values = values
        self._when = occasions(values, stage.rng)

    def launch_delay(self, source_server_id: str) -> float:
        """The seconds, if this launch is meant and its turn has come."""
        meant = is_meant(self._values, source_server_id)
        return float(self._values["by"]) if meant and self._when.strike() else 0.0


KIND = Kind(
    says="A server takes longer to launch.",
    example="launch-delay: {server: any, by: 5m, rate: 0.1}",
    fields={
        "server": SERVER,
        "by": Field(seconds, required=True, means="so much longer"),
        **OCCASION_FIELDS,
    },
    make=SlowLaunch,
)
