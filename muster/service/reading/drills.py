"""When each plan was last rehearsed, and whether that was long ago."""

from collections.abc import Iterable, Mapping

from muster.engine.items import read
from muster.engine.keys import run_key
from muster.engine.states import Mode, RunState
from muster.service.keys import RUNS
from muster.service.reading.runs import SEARCHED, ListedRun
from muster.service.service import Service

DAY = 86_400


def last_drills(service: Service, plans: Iterable[str]) -> Mapping[str, ListedRun]:
    """The newest drill that succeeded of each plan that has one, among the latest runs."""
    wanted, found = set(plans), dict[str, ListedRun]()
    for entry in service.table.items(RUNS, newest=SEARCHED):
        if not wanted:
            break
        if entry["mode"] != Mode.DRILL or entry["plan"] not in wanted:
            continue
        run = read(ListedRun, {**entry, **service.table.item(run_key(entry["run"]))})
        if run.state == RunState.SUCCEEDED:
            found[run.plan] = run
            wanted.discard(run.plan)
    return found


def days_since(drill: ListedRun | None, now: int) -> int | None:
    """Whole days since a drill ended (`now` in epoch seconds, UTC); None: there was none."""
    return max(now - drill.ended_at, 0) // DAY if drill else None
