"""Entry document: drive the run. Level-triggered: read, `advance`, carry out, wait, again."""

from dataclasses import dataclass, field, replace
from typing import Any

from muster.engine.items import Run, Wave, read
from muster.engine.keys import run_key
from muster.engine.lease import may_drive, release, take_or_renew
from muster.engine.limits import (
    CLOCK_MARGIN,
    DRIVER_NEXT,
    DRIVER_TICK,
    DRIVER_TICK_OF_MANY,
    MANY_WAVES,
)
from muster.engine.schedule import (
    Step,
    View,
    advance,
    ready_waves,
    waves_under_way,
)
from muster.engine.states import RunState
from muster.engine.writes import one_of, update
from ssm_documents.scripts.lib.admission import (
    NO_WAVE,
    RENEWED,
    admit,
    give_slots_back,
    take_slots,
)
from ssm_documents.scripts.lib.closing import close
from ssm_documents.scripts.lib.here import Here, load_run, load_waves, now, open_here
from ssm_documents.scripts.lib.passes import repeat
from ssm_documents.scripts.lib.tell import tell
from ssm_documents.scripts.lib.waiting import note_waiting, note_waves
from ssm_documents.scripts.lib.wave_executions import WaveExecutions
from ssm_documents.scripts.lib.wave_starts import ask_for_execution, note_change

ACTIONS = (
    "dynamodb:DeleteItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
    "events:PutEvents",
    "sns:Publish",
    "ssm:AddTagsToResource",
    "ssm:GetAutomationExecution",
    "ssm:StartAutomationExecution",
    "ssm:StopAutomationExecution",
)
CHANGING = (
    *("wave", "state", "attempt", "n", "lives", "execution", "owner", "waits_for"),
    *("starting_at", "since", "heartbeat", "started_at", "ended_at"),
)
"""What `advance` asks of a wave, but for what the plan said."""
ALIVE = frozenset({RunState.RUNNING, RunState.DECIDING, RunState.CANCELLING})
READY = frozenset({RunState.REGISTERED, RunState.APPROVING})


@dataclass
class Driver:
    """What one pass remembers between its ticks; losing it does no harm."""

    here: Here
    executions: WaveExecutions
    waves: dict[str, Wave] = field(default_factory=dict)
    """The waves as the pass saw them first, in the order of the plan."""
    counted: int = 0
    counted_at: int = 0
    """What the hub's shared item says of this run, and since when."""
    over: int = 0
    over_before: int = 0
    """How many waves have ended, at the last tick and when the driver last paused."""


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give `Again`: no when the run needs no driver any more."""
    here = open_here(events)
    driver = Driver(here, WaveExecutions(here))
    done = repeat(lambda: _tick(driver), lambda: _until_look(driver), print)
    return {"Again": "no" if done else "yes"}


def _until_look(driver: Driver) -> int:
    """Seconds until the next tick: few if waves have ended just now, for others do the same."""
    news = driver.over != driver.over_before
    driver.over_before = driver.over
    usual = DRIVER_TICK_OF_MANY if driver.counted >= MANY_WAVES else DRIVER_TICK
    return DRIVER_NEXT if news else usual


def _tick(driver: Driver) -> bool:
    """One step of the run; True when this driver is done."""
    here = driver.here
    run = load_run(here)
    if run.state not in ALIVE | READY:
        return True
    if run.state in READY and run.execution != here.execution:
        return False  # a later execution asks for the approval; this one has no say in it
    if not may_drive(run, here.execution, now()) or not _hold_lease(here, run):
        return False
    if run.state in READY:
        if not _set_off(here, run):
            return False
        run = load_run(here)
    view = _with_room(driver, _view(driver, run))
    driver.over = sum(bool(wave.ended_at) for wave in view.waves)
    step = advance(view)
    _carry_out(driver, step)
    driver.executions.wake(view.waves)
    if step.done:
        give_slots_back(here, run)
        here.table.write(release(run, here.execution))
        close(here)
    return step.done


def _hold_lease(here: Here, run: Run) -> bool:
    fresh = run.driver == here.execution and run.driver_until - now() > CLOCK_MARGIN * 3
    return fresh or here.table.write(take_or_renew(run, here.execution, now()))


def _with_room(driver: Driver, view: View) -> View:
    """The view with the number of waves that the hub's automations have room for now.

    The shared item is looked at when something is to start or has changed, and now and then.
    """
    ready, under_way = ready_waves(view), waves_under_way(view)
    fresh = now() - driver.counted_at < RENEWED
    if not ready and fresh and under_way == driver.counted:
        return view
    room = take_slots(driver.here, view.run, under_way, len(ready))
    driver.counted, driver.counted_at = under_way + room, now()
    late = [wave.wave for wave in ready[room:] if wave.waits_for != NO_WAVE]
    note_waves(driver.here, late, NO_WAVE)
    return replace(view, room=room)


def _set_off(here: Here, run: Run) -> bool:
    if not admit(here, run):
        note_waiting(here)
        return False
    values = {"state": RunState.RUNNING, "since": now(), "started_at": run.started_at or now()}
    here.table.write(update(run_key(run.run), values, one_of("state", READY)))
    tell(here, "run changed", state="running")
    return True


def _view(driver: Driver, run: Run) -> View:
    waves = _waves(driver)
    return View(run, waves, now(), driver.executions.how_they_ended(waves))


def _waves(driver: Driver) -> tuple[Wave, ...]:
    """All waves; what never changes of them is read once a pass, for there may be many."""
    if not driver.waves:
        driver.waves = {wave.wave: wave for wave in load_waves(driver.here)}
        return tuple(driver.waves.values())
    items = driver.here.table.query(f"RUN#{driver.here.run}", "WAVE#", only=CHANGING)
    known = {str(item["wave"]): read(Wave, item) for item in items}
    return tuple(
        replace(known[name], spec=wave.spec, needs=wave.needs, order=wave.order)
        for name, wave in driver.waves.items()
        if name in known
    )


def _carry_out(driver: Driver, step: Step) -> None:
    here = driver.here
    for write in step.writes:
        if here.table.write(write) and "state" in write.values:
            note_change(here, write.key[1], write.values)
    for start in step.starts:
        ask_for_execution(here, start)
    for execution in step.stops:
        driver.executions.stop(execution)
