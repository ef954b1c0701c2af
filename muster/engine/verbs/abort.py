"""`abort`: the run ends; nothing new starts and nothing that runs is killed."""

from muster.engine.keys import run_key
from muster.engine.states import RunState
from muster.engine.verbs.outcome import Ask, Outcome, accept, refuse
from muster.engine.writes import equals, update


def abort(ask: Ask) -> Outcome:
    """End the run where it stands."""
    if ask.run.state not in (RunState.RUNNING, RunState.DECIDING, RunState.STALLED):
        return refuse(f"the run is {ask.run.state}; there is nothing to abort")
    if ask.run.abort:
        return refuse("the run is being aborted already")
    reason = f"aborted by {ask.who}" + (f": {ask.reason}" if ask.reason else "")
    write = update(run_key(ask.run.run), {"abort": reason}, equals("state", ask.run.state))
    return accept(ask, "aborted: nothing new starts; what is being launched ends by itself", write)
