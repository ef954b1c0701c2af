"""The SSM agent of a recovery instance does not answer."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.context import AgentPing
from muster.embedded.aws.faults.fault import Kind, Stage
from muster.embedded.aws.faults.launches import LAUNCH_FIELDS, AfterLaunch
from muster.embedded.aws.forms import Field, choice


class AgentOffline(AfterLaunch):
    """Keeps the agents of the instances that it chose away from SSM."""

    def __init__(self, values: Mapping[str, Any], stage: Stage) -> None:
        super().__init__(values, stage)
        self._shows: AgentPing = values.get("shows", "ConnectionLost")

    def agent(self, instance_id: str) -> AgentPing:
        """What SSM shows instead of `Online`."""
        return self._shows if self.holds(instance_id) else "Online"


KIND = Kind(
    says="The SSM agent of a new recovery instance does not answer: no command reaches it.",
    example="agent-offline: {server: any, for: 10m}",
    fields={
        "shows": Field(
            choice("ConnectionLost", "absent"),
            means="`ConnectionLost` (usual): commands wait in vain; `absent`: it never registered,"
            " and SendCommand refuses it",
        ),
        **LAUNCH_FIELDS,
    },
    make=AgentOffline,
)
