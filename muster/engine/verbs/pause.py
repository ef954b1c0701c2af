"""`pause`: nothing new starts; what runs goes on."""

from muster.engine.keys import run_key
from muster.engine.states import RUN_TERMINAL, RunState
from muster.engine.verbs.outcome import Ask, Outcome, accept, refuse
from muster.engine.writes import equals, update


def pause(ask: Ask) -> Outcome:
    """Put the run on hold."""
    if ask.run.state in RUN_TERMINAL | {RunState.CANCELLING, RunState.CONCLUDING}:
        return refuse(f"the run is {ask.run.state}; there is nothing to pause")
    if ask.run.hold:
        return refuse("the run is paused already")
    values = {"hold": True, "held_by": ask.who, "held_at": ask.now, "held_why": ask.reason}
    write = update(run_key(ask.run.run), values, equals("state", ask.run.state))
    return accept(ask, "paused: nothing new starts; what is being launched goes on", write)
