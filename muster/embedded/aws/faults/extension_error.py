"""DRS loses its way into a staging account: the role is revoked, or the staging server is gone."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.faults.moments import AT
from muster.embedded.aws.faults.servers import SERVERS, chosen
from muster.embedded.aws.forms import Field, text

USUAL_REASON = "The role of the staging account cannot be assumed"


class ExtensionError(Fault):
    """Takes extended source servers out of DRS's reach."""

    def __init__(self, values: Mapping[str, Any], stage: Stage) -> None:
        self._values = values
        self._stage = stage

    def begin(self) -> None:
        """Wait for its time."""
        self._stage.after(float(self._values.get("at", 0.0)), self._break)

    def _break(self) -> None:
        for seed in chosen(self._values, self._stage):
            server = self._stage.drs().at(seed.account, seed.region).servers.get(seed.id)
            if server is not None and server.extension is not None:
                server.extension.error = self._values.get("reason", USUAL_REASON)


KIND = Kind(
    says="DRS cannot reach the staging account of extended source servers any more.",
    example="extension-error: {server: every, at: 10m}",
    fields={
        "server": SERVERS,
        "reason": Field(text(), means="the `errorMessage` of the server's staging area"),
        "at": AT,
    },
    make=ExtensionError,
)
