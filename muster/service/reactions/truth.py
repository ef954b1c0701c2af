"""The truth about one run, read when it is first asked for and once only."""

from collections.abc import Mapping
from functools import cached_property

from muster.engine.items import Decision, Gate, Run, Wave, read
from muster.engine.keys import run_key
from muster.service.ports import RunTable
from muster.service.recovery import RecoveryJob, RecoveryService


class Truth:
    """What the run table holds of a run at the moment `now`, and what DRS says.

    An empty `run_id` stands for what happened outside every run.
    """

    def __init__(self, run_id: str, table: RunTable, drs: RecoveryService, now: int) -> None:
        self.run_id = run_id
        self.now = now
        self._table = table
        self._drs = drs

    @cached_property
    def run(self) -> Run | None:
        """The run; None if the table knows none."""
        item = self._table.item(run_key(self.run_id)) if self.run_id else {}
        return read(Run, item) if item else None

    @cached_property
    def waves(self) -> tuple[Wave, ...]:
        """Its waves, in the order of the plan."""
        waves = [read(Wave, item) for item in self._items("WAVE#")]
        return tuple(sorted(waves, key=lambda wave: wave.order))

    @cached_property
    def gates(self) -> tuple[Gate, ...]:
        """Every attempt of every gate."""
        return tuple(read(Gate, item) for item in self._items("GATE#"))

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """What people decided at its gates."""
        items = self._table.items(f"DECISION#{self.run_id}")
        return tuple(read(Decision, item) for item in items)

    def job(self, job: str) -> RecoveryJob | None:
        """A job as DRS has it; None if it knows none."""
        return self._drs.job(job)

    @cached_property
    def replication(self) -> Mapping[str, str]:
        """Each of its source servers to the replication state that DRS has of it, if any."""
        servers = [str(item["server"]) for item in self._items("SRV#")]
        return self._drs.replication(servers)

    def _items(self, prefix: str) -> list[dict[str, object]]:
        return [dict(item) for item in self._table.items(f"RUN#{self.run_id}", prefix)]
