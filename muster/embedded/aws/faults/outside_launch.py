"""Somebody else starts a recovery or a drill."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.faults import outsider
from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.faults.moments import AT
from muster.embedded.aws.faults.servers import SERVERS, chosen
from muster.embedded.aws.forms import Field, choice
from muster.embedded.aws.seeds import Server


class OutsideLaunch(Fault):
    """Has somebody else call StartRecovery, once for each server."""

    def __init__(self, values: Mapping[str, Any], stage: Stage) -> None:
        self._values = values
        self._stage = stage

    def begin(self) -> None:
        """Wait for its time."""
        self._stage.after(float(self._values.get("at", 0.0)), self._launch)

    def _launch(self) -> None:
        for home in chosen(self._values, self._stage):
            self._start(home)

    def _start(self, home: Server) -> None:
        request = {
            "isDrill": self._values.get("in", "drill") == "drill",
            "sourceServers": [{"sourceServerID": home.id}],
        }
        outsider.act(self._stage, home, "drs", lambda drs: drs.start_recovery(**request))


KIND = Kind(
    says="Somebody else launches source servers; what is in a job already is refused them.",
    example="outside-launch: {server: s-51d6b65c73391918f, at: 3m, in: drill}",
    fields={
        "server": SERVERS,
        "at": AT,
        "in": Field(choice("drill", "recovery"), means="`drill` (usual) or `recovery`"),
    },
    make=OutsideLaunch,
)
