"""`cancel`: no new work; what cannot be stopped is named. `restart` is the way back."""

from muster.engine.counts import counted
from muster.engine.items import Wave
from muster.engine.keys import run_key
from muster.engine.states import RUN_TERMINAL, RunState
from muster.engine.verbs.outcome import Ask, Outcome, accept, refuse
from muster.engine.writes import Write, equals, update


def cancel(ask: Ask) -> Outcome:
    """Stop whatever can be stopped: DRS jobs cannot."""
    if ask.run.state in RUN_TERMINAL | {RunState.CONCLUDING}:
        return refuse(f"the run is {ask.run.state}; there is nothing to cancel")
    if ask.run.state == RunState.REQUESTED:
        return Outcome("cancelled before it began", (_to(ask, RunState.CANCELLED),))
    if ask.run.state == RunState.CANCELLING:
        return _once_more(ask)
    at_gate = ask.run.execution if ask.run.state == RunState.APPROVING else ""
    in_flight = [wave for wave in ask.waves if wave.state == "recovering"]
    going_on = ", ".join(f"{w.wave} ({_left(w)})" for w in in_flight)
    text = "cancelling: nothing new starts" + (
        f"; DRS jobs cannot be stopped and go on for {going_on}" if going_on else ""
    )
    return accept(ask, text, _to(ask, RunState.CANCELLING, to_stop=at_gate), stop=at_gate)


def _left(wave: Wave) -> str:
    return counted(wave.total - wave.launched - wave.failed, "server")


def _once_more(ask: Ask) -> Outcome:
    """Somebody cancelled and died before it was carried out, or nobody is left to end the run."""
    if ask.needs_driver:
        return accept(ask, "cancelling: a new driver ends the run")
    if ask.run.execution and ask.run.execution == ask.run.to_stop:
        return accept(ask, "cancelling: what waits at the gate is stopped", stop=ask.run.to_stop)
    return refuse("the run is being cancelled already")


def _to(ask: Ask, state: RunState, **more: str) -> Write:
    values = {
        "state": state,
        "since": ask.now,
        "cancelled_by": ask.who,
        "cancelled_why": ask.reason,
        **more,
    }
    return update(run_key(ask.run.run), values, equals("state", ask.run.state))
