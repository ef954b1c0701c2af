"""`drill`, `recover`: start a run of a published plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from muster.engine.keys import run_key
from muster.engine.names import entry_document
from muster.engine.states import Mode, RunState
from muster.service.commands.asking import PATIENCE, PAUSE, refusal
from muster.service.errors import RefusedError
from muster.service.reading.plans import published_plans
from muster.service.service import Service


@dataclass(frozen=True)
class StartRun:
    """What is asked for. `waves` empty: all; `point_in_time` empty: the latest, else ISO 8601."""

    plan: str
    mode: Mode
    waves: tuple[str, ...] = ()
    point_in_time: str = ""
    reason: str = ""
    ticket: str = ""


@dataclass(frozen=True)
class Started:
    """A run that has begun: its id, and its state as far as somebody waited for it."""

    run: str
    plan: str
    mode: str
    state: str


def start(service: Service, asked: StartRun) -> Started:
    """Start the run and wait until it is registered.

    Raises `RefusedError` if there is no such plan, or with why the run cannot be.
    """
    _check_plan(service, asked.plan)
    document = entry_document(asked.plan, asked.mode)
    run = service.automation.start(document, _parameters(asked), service.ids.token())
    return Started(run, asked.plan, asked.mode, _registered(service, run))


def _check_plan(service: Service, plan: str) -> None:
    known = [entry.plan for entry in published_plans(service)]
    if plan not in known:
        there = f"published here: {', '.join(known)}" if known else "no plan is published here"
        raise RefusedError(
            f"there is no plan `{plan}`; {there}", "publish it: `muster plan publish FILE`"
        )


def _parameters(asked: StartRun) -> Mapping[str, Sequence[str]]:
    return {
        "Waves": asked.waves,
        "PointInTime": [asked.point_in_time],
        "Reason": [asked.reason],
        "Ticket": [asked.ticket],
    }


def _registered(service: Service, run: str) -> str:
    """The run's state once it has one beyond `requested`; that, if nothing more is heard of it."""
    waited = 0.0
    while waited < PATIENCE:
        state = str(service.table.item(run_key(run)).get("state") or "")
        if state not in ("", RunState.REQUESTED):
            return state if state != RunState.FAILED else _failed(service, run)
        found = service.automation.look_at(run)
        if found.is_over:
            raise refusal(found)
        service.clock.sleep(PAUSE)
        waited += PAUSE
    return RunState.REQUESTED


def _failed(service: Service, run: str) -> str:
    why = str(service.table.item(run_key(run)).get("verdict") or "it gives no reason")
    raise RefusedError(why, f"its record: `muster run history {run}`")
