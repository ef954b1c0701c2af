"""The end of a run: its verdict is written once, its locks are given back."""

from collections.abc import Sequence

from muster.engine.items import Run, Wave
from muster.engine.keys import run_key
from muster.engine.states import RUN_TERMINAL, WAVE_ACTIVE, RunState, WaveState
from muster.engine.verdict import duration, final_state, recovery_point_age, summary
from muster.engine.writes import equals, update
from ssm_documents.scripts.lib.here import Here, load_run, load_servers, load_waves, now
from ssm_documents.scripts.lib.locks import lock_keys, release_locks
from ssm_documents.scripts.lib.record import record
from ssm_documents.scripts.lib.tell import call_people, tell

UNSETTLED = WAVE_ACTIVE | {WaveState.PENDING, WaveState.STARTING}


def close(here: Here) -> None:
    """End a run of which nothing is left to do; any other is left to `Conclude`.

    One that is being cancelled is, too: it may be restarted as soon as it has ended, and the
    execution that ended it is to be over by then.
    """
    run = load_run(here)
    if run.state != RunState.CONCLUDING:
        return
    waves = load_waves(here)
    if not was_retried(run, waves):
        write_end(here, run, final_state(run, waves), summary(run, waves, now()))
        if load_run(here).state in RUN_TERMINAL:
            give_locks_back(here, run)


def was_retried(run: Run, waves: Sequence[Wave]) -> bool:
    """Whether somebody retried a wave at the very moment when all of them were settled."""
    unsettled = any(wave.state in UNSETTLED for wave in waves)
    return run.state == RunState.CONCLUDING and not run.abort and unsettled


def write_end(here: Here, run: Run, state: RunState, told: str) -> None:
    """Write the verdict and what was measured, unless somebody else did, and tell people."""
    values = {
        "state": state,
        "verdict": told,
        "ended_at": now(),
        "since": now(),
        "hold": False,
        "achieved_rpo": recovery_point_age(run, load_servers(here)),
        "achieved_rto": now() - run.requested_at,
    }
    if here.table.write(update(run_key(run.run), values, equals("state", run.state))):
        _announce(here, run, state, told)


def _announce(here: Here, run: Run, state: RunState, told: str) -> None:
    took = duration(now() - run.requested_at)
    record(here, f"ended/{run.epoch}", f"{run.mode} of {run.plan} {state} after {took}: {told}")
    tell(here, "run changed", state=str(state), verdict=told)
    text = f"Run {run.run}, {run.mode} of {run.plan}: {state}.\n{told}"
    call_people(here, f"{str(state).capitalize()}: {run.mode} of {run.plan}", text)


def give_locks_back(here: Here, run: Run) -> None:
    """Release every lock that the run took in its present epoch; those of others are left alone."""
    servers = [server.server for server in load_servers(here)]
    release_locks(here, lock_keys(run.plan, servers), run.epoch)
