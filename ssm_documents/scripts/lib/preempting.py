"""A recovery goes before drills of the same plan or servers: it cancels them and takes their locks.

A drill ends at its next tick. Its DRS jobs cannot be stopped: the recovery's waves wait for each
busy server and say in which job.
"""

import time
from dataclasses import replace

from muster.engine.items import Run, read
from muster.engine.keys import Key, run_key
from muster.engine.states import RUN_TERMINAL, Mode
from muster.engine.verbs.cancel import cancel
from muster.engine.verbs.outcome import Ask
from ssm_documents.scripts.lib.carrying_out import carry_out, has_no_execution
from ssm_documents.scripts.lib.here import Here, RefusedError, load_waves, now
from ssm_documents.scripts.lib.locks import CLEANUP, take_all
from ssm_documents.scripts.lib.record import record

DRILLS_END_IN = 420
"""How long the drills may take to end, in seconds: a script lives 600."""
LOOK_EVERY = 10


def take_before_drills(here: Here, keys: list[Key], epoch: int, mode: str) -> None:
    """Take all locks. Raises `RefusedError` naming who holds what, if it is no drill, or stays."""
    over = time.monotonic() + DRILLS_END_IN
    while True:
        try:
            take_all(here, keys, epoch)
        except RefusedError:
            if mode != Mode.RECOVERY or time.monotonic() > over or not _make_way(here, keys):
                raise
            time.sleep(LOOK_EVERY)
        else:
            return


def _make_way(here: Here, keys: list[Key]) -> bool:
    """Cancel the drills that hold locks, if none but drills and their clean-ups do; else False."""
    holders = {str(here.table.get(key).get("run") or "") for key in keys} - {"", here.run}
    items = (here.table.get(run_key(name.removeprefix(CLEANUP))) for name in holders)
    found = [read(Run, item) for item in items if item]
    if any(run.mode != Mode.DRILL for run in found):
        return False
    for run in found:
        if run.state not in RUN_TERMINAL:
            _cancel(here, run)
    return True


def _cancel(here: Here, drill: Run) -> None:
    there = replace(here, run=drill.run)
    why = f"recovery {here.run} needs its servers"
    gone = has_no_execution(there, drill)
    ask = Ask(drill, load_waves(there), "muster", now(), reason=why, entry_ended=gone)
    outcome = cancel(ask)
    if outcome.refused or not here.table.write(*outcome.writes):
        return  # it is being cancelled already, or has just changed: looked at again soon
    carry_out(there, drill, outcome)
    record(there, f"preempted/{here.run}", f"{outcome.text} ({why})")
    record(here, f"preempts/{drill.run}", f"drill {drill.run} is cancelled: it holds the servers")
