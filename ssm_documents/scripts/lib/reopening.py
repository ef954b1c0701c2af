"""Taking an old run up again: a driver for one that lives, new locks for one that ended."""

from collections.abc import Mapping
from typing import Any

from muster.engine.cleaning import CLEANED_UP, has_begun
from muster.engine.items import Run
from muster.engine.keys import Key, cleanup_key, run_key, wave_key
from muster.engine.lease import has_lost_driver
from muster.engine.names import RUN_GATE
from muster.engine.states import RUN_RESTARTABLE, RUN_TERMINAL, GateState, RunState, WaveState
from muster.engine.writes import equals, one_of, update
from ssm_documents.scripts.lib.asking import load_gates
from ssm_documents.scripts.lib.automation import execution_of, how_it_ended, starter
from ssm_documents.scripts.lib.here import Here, RefusedError, load_servers, load_waves, now
from ssm_documents.scripts.lib.locks import lock_keys, take_all, take_locks
from ssm_documents.scripts.lib.people import load_people, person_behind
from ssm_documents.scripts.lib.preempting import take_before_drills
from ssm_documents.scripts.lib.record import record

LASTING = frozenset({RunState.SUCCEEDED, RunState.FAILED, RunState.ABORTED})
OF_THE_END = ("ended_at", "verdict", "driver", "driver_until", "abort")
ONCE_MORE = "look at it, and restart it again if it shall go on"
OF_AN_OLD_ATTEMPT = ("owner", "execution", "ended_at", "reason", "waits_for")


def take_up_again(here: Here, run: Run) -> None:
    """Give the run a driver again. Raises `RefusedError` if it may not go on."""
    _check_same(here, run)
    itself = execution_of(here.region, here.execution)
    _check_goes_on(here, run, itself)
    if run.state in RUN_RESTARTABLE - {RunState.STALLED}:
        _reopen(here, run)
    elif run.state == RunState.REGISTERED:  # somebody may have died while he reopened it
        take_before_drills(here, _keys(here, run), run.epoch, run.mode, take_locks)
        _renew_waves(here)
        _become_its_execution(here, run)
    else:
        _become_its_execution(here, run)
    who = person_behind(load_people(here), starter(itself))
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


def _check_goes_on(here: Here, run: Run, itself: Mapping[str, Any]) -> None:
    if run.state in LASTING:
        raise RefusedError(f"run {run.run} has ended: {run.state}; start a new one")
    if run.state in RUN_RESTARTABLE and not run.registered_at:
        raise RefusedError(f"run {run.run} was {run.state} before it began; start a new one")
    if run.state in RUN_TERMINAL and has_begun(here.table.get(cleanup_key(run.run))):
        raise RefusedError(CLEANED_UP)
    if run.state in RUN_TERMINAL and _was_meant_for_the_living(itself, run):
        raise RefusedError(f"run {run.run} ended while this execution was starting; {ONCE_MORE}")
    if run.state == RunState.CANCELLING and not _has_no_driver(here, run):
        raise RefusedError("the run is still being cancelled; restart it when that is done")


def _was_meant_for_the_living(itself: Mapping[str, Any], run: Run) -> bool:
    """Whether this execution is older than the run's end: it came as its driver, to end it.

    Opening the run again would launch what somebody had just cancelled.
    """
    begun = itself.get("ExecutionStartTime")
    return begun is not None and int(begun.timestamp()) <= run.ended_at


def _has_no_driver(here: Here, run: Run) -> bool:
    return has_lost_driver(run, now()) or bool(how_it_ended(here.region, run.execution))


def _keys(here: Here, run: Run) -> list[Key]:
    return lock_keys(run.plan, (server.server for server in load_servers(here)))


def _become_its_execution(here: Here, run: Run) -> None:
    """This execution is the one that people, verbs and gates turn to from now on."""
    key = run_key(run.run)
    if run.state == RunState.STALLED:
        values = {"state": RunState.RUNNING, "since": now()}
        here.table.write(update(key, values, equals("state", RunState.STALLED)))
    alive = one_of("state", set(RunState) - RUN_TERMINAL)
    if not here.table.write(update(key, {"execution": here.execution}, alive)):
        raise RefusedError(f"run {run.run} ended at this moment; {ONCE_MORE}")


def _reopen(here: Here, run: Run) -> None:
    """Bring an ended run back: the next epoch, its locks again, cancelled waves pending again.

    It is active again before it takes its locks, so that nobody takes them for those of a run that
    is over; if they are not free, it is over again.
    """
    values = {
        "state": RunState.REGISTERED,
        "epoch": run.epoch + 1,
        "attempt": run.attempt + _must_ask_anew(here, run),
        "execution": here.execution,
        "since": now(),
    }
    unchanged = (equals("epoch", run.epoch), equals("state", run.state))
    if not here.table.write(update(run_key(run.run), values, *unchanged, remove=OF_THE_END)):
        raise RefusedError(f"run {run.run} was restarted by somebody else at the same moment")
    try:
        take_before_drills(here, _keys(here, run), run.epoch + 1, run.mode, take_all)
    except RefusedError:
        _close_again(here, run)
        raise
    _renew_waves(here)


def _must_ask_anew(here: Here, run: Run) -> bool:
    """Whether the run's own gate was asked and not approved: then its next attempt is asked."""
    mine = [gate for gate in load_gates(here, RUN_GATE) if gate.attempt == run.attempt]
    return any(gate.state != GateState.APPROVED for gate in mine)


def _close_again(here: Here, run: Run) -> None:
    values = {
        "state": run.state,
        "verdict": run.verdict,
        "ended_at": run.ended_at,
        "abort": run.abort,
        "since": now(),
    }
    still = (equals("epoch", run.epoch + 1), equals("state", RunState.REGISTERED))
    here.table.write(update(run_key(run.run), values, *still))


def _renew_waves(here: Here) -> None:
    """Cancelled waves make their next attempt."""
    for wave in load_waves(here):
        if wave.state != WaveState.CANCELLED:
            continue
        values = {
            "state": WaveState.PENDING,
            "attempt": wave.attempt + 1,
            "lives": 0,
            "since": now(),
        }
        same = (equals("state", WaveState.CANCELLED), equals("attempt", wave.attempt))
        write = update(wave_key(here.run, wave.wave), values, *same, remove=OF_AN_OLD_ATTEMPT)
        here.table.write(write)
