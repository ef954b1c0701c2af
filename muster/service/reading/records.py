"""What the run table holds of one run, read once."""

from dataclasses import dataclass

from muster.engine.items import Decision, Gate, Intent, Run, Server, Wave, read
from muster.engine.jobs import own_jobs
from muster.service.errors import UnknownRunError
from muster.service.ports import Item, RunTable


@dataclass(frozen=True)
class Records:
    """A run's items as values; `held_by`, `held_at` and `held_why` stand on the run item only.

    `adopted` are the servers whose instance somebody took over from elsewhere: no job of this run
    launched it.
    """

    run: Run
    waves: tuple[Wave, ...]
    servers: tuple[Server, ...]
    gates: tuple[Gate, ...]
    decisions: tuple[Decision, ...]
    item: Item
    cleanup: Item
    hooks: tuple[Item, ...] = ()
    adopted: frozenset[str] = frozenset()

    @property
    def latest(self) -> int:
        """The newest moment on record, in epoch seconds, UTC: it is not earlier now."""
        run, waves = self.run, self.waves
        return max(run.heartbeat, run.since, *(max(w.heartbeat, w.since) for w in waves), 0)


def read_records(table: RunTable, run: str) -> Records:
    """Everything of a run. Raises `UnknownRunError` if there is none."""
    items = {str(item["sk"]): item for item in table.items(f"RUN#{run}")}
    if "RUN" not in items:
        raise UnknownRunError(f"there is no run `{run}` here", "the runs: `muster run list`")
    waves = [read(Wave, item) for item in _of(items, "WAVE#")]
    return Records(
        run=read(Run, items["RUN"]),
        waves=tuple(sorted(waves, key=lambda wave: wave.order)),
        servers=tuple(read(Server, item) for item in _of(items, "SRV#")),
        gates=tuple(read(Gate, item) for item in _of(items, "GATE#")),
        decisions=tuple(read(Decision, item) for item in table.items(f"DECISION#{run}")),
        hooks=tuple(_of(items, "HOOK#")),
        item=items["RUN"],
        cleanup=items.get("CLEANUP", {}),
        adopted=_adopted(items),
    )


def _adopted(items: dict[str, Item]) -> frozenset[str]:
    own = own_jobs(read(Intent, item) for item in _of(items, "INTENT#"))
    taken = (item for item in _of(items, "SRV#") if item.get("adopted_by"))
    return frozenset(str(item["server"]) for item in taken if item.get("job") not in own)


def _of(items: dict[str, Item], prefix: str) -> list[Item]:
    return [item for key, item in items.items() if key.startswith(prefix)]
