"""The status checks of a recovery instance do not pass."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.context import StatusCheck
from muster.embedded.aws.faults.fault import Kind, Stage
from muster.embedded.aws.faults.launches import LAUNCH_FIELDS, AfterLaunch
from muster.embedded.aws.forms import Field, choice


class Unhealthy(AfterLaunch):
    """Fails EC2's checks of the instances that it chose."""

    def __init__(self, values: Mapping[str, Any], stage: Stage) -> None:
        super().__init__(values, stage)
        self._shows: StatusCheck = values.get("shows", "impaired")

    def status_check(self, instance_id: str) -> StatusCheck:
        """What EC2 shows instead of `ok`."""
        return self._shows if self.holds(instance_id) else "ok"


KIND = Kind(
    says="The instance status check of a new recovery instance does not pass.",
    example="unhealthy: {server: any, shows: initializing, for: 10m}",
    fields={
        "shows": Field(
            choice("impaired", "initializing"), means="`impaired` (usual) or `initializing`"
        ),
        **LAUNCH_FIELDS,
    },
    make=Unhealthy,
)
