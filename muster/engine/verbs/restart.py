"""`restart`: a new entry execution with the same RunId goes on where the run stopped."""

from muster.engine.states import RUN_RESTARTABLE, RUN_TERMINAL, RunState
from muster.engine.verbs.outcome import Ask, Outcome, refuse, stays_over


def restart(ask: Ask) -> Outcome:
    """Give the run a driver again; registering it anew is the entry document's first step."""
    if ask.run.state in RUN_RESTARTABLE and not ask.run.registered_at:
        return refuse(f"the run was {ask.run.state} before it began; start a new one")
    if ask.run.state in RUN_RESTARTABLE & RUN_TERMINAL and (refused := stays_over(ask)):
        return refused
    if ask.run.state in RUN_RESTARTABLE or ask.needs_driver:
        return Outcome("restarted", start_driver=True)
    if ask.run.state == RunState.CANCELLING:
        return refuse("the run is still being cancelled; restart it when that is done")
    return refuse(f"the run is {ask.run.state} and does not need a restart")
