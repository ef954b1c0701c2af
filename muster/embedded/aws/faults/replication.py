"""The replication of source servers changes: they die, and may come back."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.drs import replication
from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.faults.moments import AT
from muster.embedded.aws.faults.servers import SERVERS, chosen
from muster.embedded.aws.forms import Field, choice

STATES = sorted(replication.STATES - replication.UNFINISHED)
WITHOUT_SNAPSHOTS = frozenset({"STOPPED", "DISCONNECTED"})


class ReplicationChange(Fault):
    """Brings the replication of servers into another state."""

    def __init__(self, values: Mapping[str, Any], stage: Stage) -> None:
        self._values = values
        self._stage = stage

    def begin(self) -> None:
        """Wait for its time."""
        self._stage.after(float(self._values.get("at", 0.0)), self._change)

    def _change(self) -> None:
        state = self._values.get("becomes", "STALLED")
        for seed in chosen(self._values, self._stage):
            target = self._stage.drs().at(seed.account, seed.region)
            server = target.servers.get(seed.id)
            if server is None:  # somebody has deleted it meanwhile
                continue
            replication.change(target, server, state)
            if state in WITHOUT_SNAPSHOTS:
                replication.lose_snapshots(server)


KIND = Kind(
    says="The replication of source servers changes: STALLED is a source that is dead.",
    example="replication: {server: every, becomes: STALLED, at: 10m}",
    fields={
        "server": SERVERS,
        "becomes": Field(
            choice(*STATES),
            means="a `dataReplicationState`, usually `STALLED`; `DISCONNECTED` and `STOPPED`"
            " lose all points in time, as in DRS",
        ),
        "at": AT,
    },
    make=ReplicationChange,
)
