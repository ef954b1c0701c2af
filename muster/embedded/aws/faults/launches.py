"""Recovery instances that a fault chooses as they launch, and keeps hold of for a while."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.clock import FOREVER
from muster.embedded.aws.faults.fault import Fault, Stage
from muster.embedded.aws.faults.moments import FOR
from muster.embedded.aws.faults.occasions import OCCASION_FIELDS, occasions
from muster.embedded.aws.faults.servers import SERVER, is_meant
from muster.embedded.aws.forms import Field

LAUNCH_FIELDS: Mapping[str, Field] = {"server": SERVER, "for": FOR, **OCCASION_FIELDS}


class AfterLaunch(Fault):
    """Strikes a recovery instance at its launch."""

    def __init__(self, values: Mapping[str, Any], stage: Stage) -> None:
        self._values = values
        self._stage = stage
        self._when = occasions(values, stage.rng)
        self._until: dict[str, float] = {}

    def launched(self, instance_id: str, source_server_id: str) -> None:
        """Choose it, if this launch is meant and its turn has come."""
        if is_meant(self._values, source_server_id) and self._when.strike():
            length = self._values.get("for", FOREVER)
            self._until[instance_id] = self._stage.clock.now() + length

    def holds(self, instance_id: str) -> bool:
        """Whether the instance is struck, now."""
        return self._stage.clock.now() < self._until.get(instance_id, 0.0)
