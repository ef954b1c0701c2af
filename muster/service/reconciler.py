"""Looks after every run that is active, and carries out the repairs that `reconcile` finds."""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from muster.engine.audit import REMEMBERED, next_row
from muster.engine.items import Decision, Gate, Run, Wave, read
from muster.engine.keys import cleanup_key, run_key
from muster.engine.states import RUN_TERMINAL, Mode
from muster.service.acting import cleaning, starting
from muster.service.acting.deed import Acting
from muster.service.announcing import Announcer, Call, Notice, Refresh
from muster.service.errors import MissingError
from muster.service.keys import RUNS
from muster.service.reactions.reactor import announce
from muster.service.reconcile import in_doubt, is_fresh, repairs
from muster.service.repairs import (
    Facts,
    Mark,
    Repair,
    SignalGate,
    StartCleanup,
    StartRun,
    StopExecution,
)

log = logging.getLogger(__name__)

EVERY = 60
"""Seconds from one look to the next while a run is active."""

SEARCHED = 500
"""How many of the newest runs may still be of interest."""

MOST_LOOKS = 20
"""Executions looked at in one pass for one run: everybody shares 3 calls a second."""

GONE = "Gone"
"""What takes the place of a status that Systems Manager no longer knows."""


@dataclass
class Reconciler:
    """Looks, and repairs; remembers only which runs nobody has to look at any more.

    `chores` are done in each look, once every run is mended; one that fails hinders nothing.
    """

    acting: Acting
    announcer: Announcer
    chores: tuple[Callable[[], None], ...] = ()
    settled: set[str] = field(default_factory=set)

    def run(self, stopped: Callable[[], bool], pause: Callable[[float], None]) -> None:
        """Look every `EVERY` seconds until `stopped()`; `pause` may return early."""
        while not stopped():
            try:
                self.look()
            except Exception:
                log.exception("the runs could not be looked at")
            pause(EVERY)

    def look(self) -> int:
        """Look once at every run of interest; gives how many of them are active.

        What fails for one run is logged, and hinders no other. People are told when everything is
        mended: a chat that answers late, or not at all, holds no repair up.
        """
        active = 0
        news: list[Notice] = []
        for run in self._of_interest():
            active += run.state not in RUN_TERMINAL
            try:
                news += self._mend(run)
            except Exception:
                log.exception("run %s could not be looked after", run.run)
        for chore in self.chores:
            self._do(chore)
        for notice in news:
            self._carry_out(notice)
        return active

    def _do(self, chore: Callable[[], None]) -> None:
        try:
            chore()
        except Exception:
            log.exception("a chore failed")

    def _of_interest(self) -> Iterator[Run]:
        for entry in self.acting.table.items(RUNS, newest=SEARCHED):
            run_id = str(entry["run"])
            item = {} if run_id in self.settled else self.acting.table.item(run_key(run_id))
            if item:
                yield read(Run, item)

    def _mend(self, run: Run) -> list[Notice]:
        """Mend what can be mended; gives what people are to be told of the run."""
        now = self.acting.clock.now()
        facts = self._facts(run)
        if _is_settled(facts, now):
            self.settled.add(run.run)
            return []
        looked_at = replace(facts, ended=self._ended(in_doubt(facts, now)))
        found = repairs(looked_at, now)
        for repair in found:
            if not isinstance(repair, Notice):
                self._carry_out(repair)
        return [repair for repair in found if isinstance(repair, Notice)]

    def _facts(self, run: Run) -> Facts:
        table = self.acting.table
        waves = [read(Wave, item) for item in table.items(f"RUN#{run.run}", "WAVE#")]
        return Facts(
            run=run,
            waves=tuple(sorted(waves, key=lambda wave: wave.order)),
            gates=tuple(read(Gate, item) for item in table.items(f"RUN#{run.run}", "GATE#")),
            decisions=tuple(read(Decision, item) for item in table.items(f"DECISION#{run.run}")),
            cleanup=table.item(cleanup_key(run.run)),
        )

    def _ended(self, executions: tuple[str, ...]) -> Mapping[str, str]:
        statuses = {each: self._final_status(each) for each in executions[:MOST_LOOKS]}
        return {execution: status for execution, status in statuses.items() if status}

    def _final_status(self, execution: str) -> str:
        try:
            found = self.acting.executions.look_at(execution)
        except MissingError:
            return GONE
        return found.status if found.is_over else ""

    def _carry_out(self, repair: Repair) -> None:
        try:
            _EFFECTS[type(repair)](self, repair)
        except Exception:
            log.exception("a repair failed: %s", repair)

    def _mark(self, mark: Mark) -> None:
        """Write it with its row in the record; if somebody was faster, nothing is written."""
        latest = self.acting.table.items(f"AUDIT#{mark.run}", newest=REMEMBERED)
        row = {
            "fact": mark.fact,
            "text": mark.text,
            "who": "muster",
            "door": "reconciler",
            "at": self.acting.clock.now(),
            "execution": "",
        }
        appended = next_row(mark.run, latest, row)
        self.acting.writer.write(mark.write, *((appended,) if appended else ()))


def _is_settled(facts: Facts, now: int) -> bool:
    """Whether nothing can happen to the run any more that would have to be looked after."""
    done = facts.cleanup.get("state") == cleaning.DONE
    may_be_cleaned_up = facts.run.mode == Mode.DRILL and not done
    return not is_fresh(facts, now) and not may_be_cleaned_up


def _signal(reconciler: Reconciler, repair: SignalGate) -> None:
    executions = reconciler.acting.executions
    executions.signal(repair.execution, repair.signal, repair.comment)


_Effect = Callable[[Reconciler, Any], None]
_EFFECTS: Mapping[type[Repair], _Effect] = {
    StartRun: lambda mine, repair: starting.begin(mine.acting, repair.run),
    StartCleanup: lambda mine, repair: cleaning.begin(mine.acting, repair.run),
    SignalGate: _signal,
    StopExecution: lambda mine, it: mine.acting.executions.stop(it.execution),
    Mark: lambda mine, repair: mine._mark(repair),  # noqa: SLF001 - of this very module
    Refresh: lambda mine, repair: announce(mine.announcer, repair),
    Call: lambda mine, repair: announce(mine.announcer, repair),
}
