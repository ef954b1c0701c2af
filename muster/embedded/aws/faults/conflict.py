"""DRS says that a server is in another job, although it is not."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.drs import errors
from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.faults.occasions import OCCASION_FIELDS, occasions
from muster.embedded.aws.faults.servers import ANY_SERVER, SERVER
from muster.embedded.aws.journal import Entry


class Conflict(Fault):
    """Refuses StartRecovery in DRS's own words."""

    def __init__(self, values: Mapping[str, Any], stage: Stage) -> None:
        self._server = values.get("server", ANY_SERVER)
        self._when = occasions(values, stage.rng)

    def before(self, entry: Entry) -> None:
        """Refuse it, if this call is meant and its turn has come."""
        if entry.name != "drs:StartRecovery":
            return
        asked = [one.get("sourceServerID", "") for one in entry.params.get("sourceServers") or ()]
        if self._server in (ANY_SERVER, *asked) and self._when.strike():
            busy = asked[0] if self._server == ANY_SERVER and asked else self._server
            raise errors.busy("SourceServer", busy)


KIND = Kind(
    says="StartRecovery answers ConflictException: one of its servers is in another job.",
    example="conflict: {server: any, times: 3}",
    fields={"server": SERVER, **OCCASION_FIELDS},
    make=Conflict,
)
