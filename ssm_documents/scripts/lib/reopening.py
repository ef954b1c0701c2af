"""Taking an old run up again: a driver for one that lives, new locks for one that ended."""

from muster.engine.items import Run
from muster.engine.keys import run_key, wave_key
from muster.engine.lease import has_lost_driver
from muster.engine.states import RUN_RESTARTABLE, RunState, WaveState
from muster.engine.writes import equals, one_of, update
from ssm_documents.scripts.lib.automation import started_by
from ssm_documents.scripts.lib.here import Here, RefusedError, load_servers, load_waves, now
from ssm_documents.scripts.lib.locks import lock_keys, release_locks, take_locks
from ssm_documents.scripts.lib.people import load_people, person_behind
from ssm_documents.scripts.lib.record import record


def take_up_again(here: Here, run: Run) -> None:
    """Give the run a driver again. Raises `RefusedError` if it may not go on."""
    _check_same(here, run)
    if run.state == RunState.CANCELLING and not has_lost_driver(run, now()):
        raise RefusedError("the run is still being cancelled; restart it when that is done")
    if run.state in RUN_RESTARTABLE - {RunState.STALLED}:
        _reopen(here, run)
    elif run.state == RunState.STALLED:
        values = {"state": RunState.RUNNING, "since": now()}
        here.table.write(update(run_key(run.run), values, equals("state", RunState.STALLED)))
    who = person_behind(load_people(here), started_by(here.region, here.execution))
    here.table.write(update(run_key(run.run), {"execution": here.execution}))
    record(here, f"restarted/{here.execution}", f"a new driver: {here.execution}", who=who)


def _check_same(here: Here, run: Run) -> None:
    events = here.events
    for what, mine, its in (
        ("plan", events["plan"], run.plan),
        ("mode", events["mode"], run.mode),
        ("plan version", events["hash"], run.hash),
    ):
        if mine != its:
            raise RefusedError(f"run {run.run} was registered with {what} {its}, not {mine}")
    if run.state in (RunState.SUCCEEDED, RunState.FAILED, RunState.ABORTED):
        raise RefusedError(f"run {run.run} has ended: {run.state}; start a new one")


def _reopen(here: Here, run: Run) -> None:
    """Bring an ended run back: locks again, the next epoch, cancelled waves pending again."""
    servers = [server.server for server in load_servers(here)]
    keys = lock_keys(run.plan, servers)
    take_locks(here, keys)
    for wave in load_waves(here):
        if wave.state == WaveState.CANCELLED:
            values = {"state": WaveState.PENDING, "attempt": wave.attempt + 1, "lives": 0}
            same = one_of("state", (WaveState.CANCELLED,))
            gone = ("owner", "execution", "ended_at")
            here.table.write(update(wave_key(run.run, wave.wave), values, same, remove=gone))
    values = {"state": RunState.REGISTERED, "epoch": run.epoch + 1, "since": now()}
    unchanged = (equals("epoch", run.epoch), equals("state", run.state))
    ended = ("ended_at", "verdict", "driver", "driver_until")
    if not here.table.write(update(run_key(run.run), values, *unchanged, remove=ended)):
        release_locks(here, keys)
        raise RefusedError(f"run {run.run} was restarted by somebody else at the same moment")
