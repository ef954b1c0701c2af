"""How long the waves of a plan took when it last went well: what a forecast goes by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from muster.engine.items import Gate, Run, Wave, read
from muster.engine.keys import run_key
from muster.engine.states import RunState
from muster.service.keys import RUNS
from muster.service.ports import RunTable

SEARCHED = 200
"""How many runs back one is looked for that went well."""

LOOKED_AT = 10
"""So many runs of the plan are looked at, at most."""

REMEMBERED = 200
"""So many answers are kept."""


@dataclass(frozen=True)
class Past:
    """Seconds by wave, in the run `run` that was asked for at `at` (epoch seconds, UTC).

    Without a run nothing is known.
    """

    run: str = ""
    mode: str = ""
    at: int = 0
    waves: Mapping[str, int] = field(default_factory=dict)


def past_of(table: RunTable, plan: str, but: str = "") -> Past:
    """The newest run of the plan that succeeded, leaving out the run `but`."""
    entries = table.items(RUNS, newest=SEARCHED)
    own = [entry for entry in entries if entry["plan"] == plan and entry["run"] != but]
    for entry in own[:LOOKED_AT]:
        item = table.item(run_key(str(entry["run"])))
        if item and item["state"] == RunState.SUCCEEDED:
            run = read(Run, item)
            return Past(run.run, run.mode, run.requested_at, _took(table, run.run))
    return Past()


def _took(table: RunTable, run: str) -> Mapping[str, int]:
    partition = f"RUN#{run}"
    waves = [read(Wave, item) for item in table.items(partition, "WAVE#")]
    opened = opened_at([read(Gate, item) for item in table.items(partition, "GATE#")])
    began = {wave.wave: max(wave.started_at, opened.get(wave.wave, 0)) for wave in waves}
    return {w.wave: w.ended_at - began[w.wave] for w in waves if 0 < began[w.wave] < w.ended_at}


def opened_at(gates: Iterable[Gate]) -> Mapping[str, int]:
    """When the gate of each wave was last decided: its work began then, not before."""
    decided = sorted(gates, key=lambda gate: gate.decided_at)
    return {gate.gate: gate.decided_at for gate in decided if gate.decided_at}


class Pasts:
    """Remembers the past of runs: while a run goes on it does not change."""

    def __init__(self) -> None:
        self._known: dict[str, Past] = {}

    def of(self, table: RunTable, run: Run) -> Past:
        """What was before this run."""
        if run.run not in self._known:
            while len(self._known) >= REMEMBERED:
                self._known.pop(next(iter(self._known)), None)
            self._known[run.run] = past_of(table, run.plan, but=run.run)
        return self._known[run.run]
