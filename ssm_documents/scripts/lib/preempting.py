"""A recovery goes before drills of the same plan or servers: it cancels them and takes their locks.

A drill ends at its next tick. Its DRS jobs cannot be stopped: the recovery's waves wait for each
busy server and say in which job.
"""

import time
from collections.abc import Callable
from dataclasses import replace

from botocore.exceptions import ClientError

from muster.engine.items import Run, read
from muster.engine.keys import Key, run_key
from muster.engine.schedule import View, advance
from muster.engine.states import RUN_TERMINAL, Mode, RunState
from muster.engine.verbs.cancel import cancel
from muster.engine.verbs.outcome import Ask
from muster.engine.verdict import final_state, summary
from ssm_documents.scripts.lib.automation import how_it_ended, stop_execution
from ssm_documents.scripts.lib.carrying_out import carry_out, has_no_execution
from ssm_documents.scripts.lib.clients import error_code
from ssm_documents.scripts.lib.closing import give_locks_back, write_end
from ssm_documents.scripts.lib.here import Here, RefusedError, load_run, load_waves, now
from ssm_documents.scripts.lib.locks import CLEANUP
from ssm_documents.scripts.lib.record import record

DRILLS_END_IN = 420
"""How long the drills may take to end, in seconds: a script lives 600."""
LOOK_EVERY = 10
UNPUBLISHED = "AutomationDefinitionNotFoundException"
Take = Callable[[Here, list[Key], int], None]


def take_before_drills(here: Here, keys: list[Key], epoch: int, mode: str, take: Take) -> None:
    """Take all locks. Raises `RefusedError` naming who holds what, if it is no drill, or stays.

    `take`: `take_all`, or `take_locks`.
    """
    over = time.monotonic() + DRILLS_END_IN
    while True:
        try:
            take(here, keys, epoch)
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
            _cancel_drill(here, run)
    return True


def _cancel_drill(here: Here, drill: Run) -> None:
    there = replace(here, run=drill.run)
    why = f"recovery {here.run} needs its servers"
    gone = has_no_execution(there, drill)
    ask = Ask(drill, load_waves(there), "muster", now(), reason=why, entry_ended=gone)
    outcome = cancel(ask)
    if outcome.refused or not here.table.write(*outcome.writes):
        return  # it is being cancelled already, or has just changed: looked at again soon
    try:
        carry_out(there, drill, outcome)
    except ClientError as error:
        if error_code(error) != UNPUBLISHED:
            raise
        _wind_down(there)
    record(there, f"preempted/{here.run}", f"{outcome.text} ({why})")
    record(here, f"preempts/{drill.run}", f"drill {drill.run} is cancelled: it holds the servers")


def _wind_down(there: Here) -> None:
    """One step of a cancelled drill whose plan was withdrawn: nobody can start a driver for it."""
    run, waves = load_run(there), load_waves(there)
    executions = {wave.wave: wave.owner or wave.execution for wave in waves}
    ended = {wave: how_it_ended(there.region, name) for wave, name in executions.items() if name}
    step = advance(View(run, waves, now(), {wave: how for wave, how in ended.items() if how}))
    for write in step.writes:
        there.table.write(write)
    for execution in step.stops:
        stop_execution(there.region, execution)
    if step.done and run.state == RunState.CANCELLING:
        write_end(there, run, final_state(run, waves), summary(run, waves, now()))
        give_locks_back(there, run)
