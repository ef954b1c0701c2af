"""What a verb on one source server is given."""

from dataclasses import dataclass

from muster.engine.guards import Facts
from muster.engine.items import Server, Wave
from muster.engine.states import RunState
from muster.engine.verbs.outcome import Ask, Outcome, refuse

UNDER_WAY = frozenset({RunState.RUNNING, RunState.DECIDING, RunState.STALLED})


@dataclass(frozen=True)
class AskServer:
    """One person's wish about a server; `facts` are what DRS says of it at this moment.

    `ours` are the DRS jobs of the run, `instance` is what the person named.
    """

    ask: Ask
    server: Server
    facts: Facts
    ours: frozenset[str]
    instance: str = ""

    @property
    def wave(self) -> Wave:
        """The server's wave."""
        return next(wave for wave in self.ask.waves if wave.wave == self.server.wave)


def refused_now(ask: AskServer, verb: str) -> Outcome | None:
    """The refusal that both verbs share: the run is over, or DRS is busy with the server."""
    run = ask.ask.run
    if run.state not in UNDER_WAY or run.abort:
        return refuse(f"the run is {run.abort or run.state}; there is nothing to {verb}")
    if ask.facts.busy_job:
        return refuse(f"server {ask.server.name} is busy in job {ask.facts.busy_job}; {verb} later")
    return None
