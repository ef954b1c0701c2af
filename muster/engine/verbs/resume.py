"""`resume`: a paused run goes on."""

from muster.engine.holding import held
from muster.engine.keys import run_key
from muster.engine.states import RUN_TERMINAL
from muster.engine.verbs.outcome import Ask, Outcome, accept, refuse
from muster.engine.writes import equals, update


def resume(ask: Ask) -> Outcome:
    """Take the hold away."""
    if ask.run.state in RUN_TERMINAL:
        return refuse(f"the run is {ask.run.state}; there is nothing to resume")
    if not ask.run.hold:
        return refuse("the run is not paused")
    values = {"hold": False, "held_for": held(ask.run, ask.now)}
    write = update(run_key(ask.run.run), values, equals("hold", value=True))
    return accept(ask, "resumed", write)
