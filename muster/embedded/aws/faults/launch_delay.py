"""A server takes longer to launch."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.faults.launch_failure import ANY_SERVER, server
from muster.embedded.aws.faults.occasions import OCCASION_FIELDS, Occasions, occasions
from muster.embedded.aws.forms import Field, seconds


class LaunchDelay(Fault):
    """Adds time to launches of one server, or of any."""

    def __init__(self, values: Mapping[str, Any], when: Occasions) -> None:
        self._server = values["server"]
        self._seconds = float(values["by"])
        self._when = when

    def launch_delay(self, source_server_id: str) -> float:
        """The seconds, if this launch is meant and its turn has come."""
        meant = self._server in (ANY_SERVER, source_server_id)
        return self._seconds if meant and self._when.strike() else 0.0


def _make(values: Mapping[str, Any], stage: Stage) -> Fault:
    return LaunchDelay(values, occasions(values, stage.rng))


KIND = Kind(
    fields={
        "server": Field(server, required=True),
        "by": Field(seconds, required=True),
        **OCCASION_FIELDS,
    },
    make=_make,
)
