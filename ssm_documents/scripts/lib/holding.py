"""A paused run: a wave with nothing in flight gives its execution back and keeps what it has."""

from muster.engine.items import Run
from muster.engine.keys import wave_key
from muster.engine.states import RUN_TERMINAL, RunState, WaveState
from muster.engine.writes import equals, update
from ssm_documents.scripts.lib.here import Here, RefusedError, now


def stop_if_ending(run: Run) -> None:
    """Raise if the run is being cancelled or has ended: a wave ends itself at its next tick.

    A run that only lost its driver is no reason: nothing healthy stops for that.
    """
    if run.state == RunState.CANCELLING:
        raise RefusedError("the run is being cancelled")
    if run.state in RUN_TERMINAL:
        raise RefusedError(f"the run is {run.state}")


def give_back(here: Here) -> None:
    """Make the wave pending again; approvals, finished hooks and launched servers stand. Raises."""
    values = {"state": WaveState.PENDING, "since": now(), "waits_for": "the run is paused"}
    mine = equals("owner", here.execution)
    gone = ("owner", "execution")
    here.table.write(update(wave_key(here.run, here.wave), values, mine, remove=gone))
    raise RefusedError("the run is paused; the wave goes on in a new execution after resume")
