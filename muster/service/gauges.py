"""How long runs wait, and for what: numbers for alarms, read from the run table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from muster.engine.deciding import nothing_to_decide
from muster.engine.items import Gate, Run, Wave, read
from muster.engine.keys import run_key
from muster.engine.lease import has_lost_driver
from muster.engine.schedule import is_asking
from muster.engine.states import RUN_TERMINAL
from muster.service.gates import waiting_gates
from muster.service.keys import RUNS
from muster.service.ports import RunTable

SEARCHED = 100
"""How many of the newest runs may still be active."""


@dataclass(frozen=True)
class Gauges:
    """The number of active runs, and the longest waits among them in seconds."""

    active: int = 0
    approval: int = 0
    decision: int = 0
    without_driver: int = 0


def read_gauges(table: RunTable, now: int) -> Gauges:
    """The gauges of this moment (epoch seconds, UTC)."""
    runs = tuple(_active(table))
    return Gauges(
        active=len(runs),
        approval=max((_approval(table, run, now) for run in runs), default=0),
        decision=max((_decision(table, run, now) for run in runs), default=0),
        without_driver=max((_without_driver(run, now) for run in runs), default=0),
    )


def _active(table: RunTable) -> Iterator[Run]:
    for entry in table.items(RUNS, newest=SEARCHED):
        item = table.item(run_key(str(entry["run"])))
        if item and item["state"] not in RUN_TERMINAL:
            yield read(Run, item)


def _approval(table: RunTable, run: Run, now: int) -> int:
    gates = (read(Gate, item) for item in table.items(f"RUN#{run.run}", "GATE#"))
    return _longest((gate.opened_at for gate in waiting_gates(run, gates)), now)


def _decision(table: RunTable, run: Run, now: int) -> int:
    waves = (read(Wave, item) for item in table.items(f"RUN#{run.run}", "WAVE#"))
    return 0 if nothing_to_decide(run) else _longest((w.since for w in waves if is_asking(w)), now)


def _without_driver(run: Run, now: int) -> int:
    return now - max(run.heartbeat, run.since) if has_lost_driver(run, now) else 0


def _longest(since: Iterable[int], now: int) -> int:
    return max((now - at for at in since), default=0)
