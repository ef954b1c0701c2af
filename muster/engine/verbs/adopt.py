"""`adopt`: a server counts as recovered by the instance that it has; nothing is launched."""

from muster.engine.keys import server_key
from muster.engine.states import WAVE_ASKING, Mode, ServerState
from muster.engine.verbs.of_server import AskServer, refused_now
from muster.engine.verbs.outcome import Outcome, accept, refuse
from muster.engine.writes import equals, update


def adopt(ask: AskServer) -> Outcome:
    """Take the live recovery instance of somebody else for the result of this run."""
    server, facts = ask.server, ask.facts
    if (refused := refused_now(ask, "adopt")) is not None:
        return refused
    if server.state in (ServerState.LAUNCHED, ServerState.LAUNCHING):
        return refuse(f"server {server.name} is {server.state}; there is nothing to adopt")
    if not facts.instance:
        return refuse(f"DRS names no recovery instance of {server.name}; retry its wave instead")
    if ask.ask.run.mode == Mode.RECOVERY and facts.instance_is_drill:
        return refuse(
            f"instance {facts.instance} of {server.name} is a drill's: whoever cleans that drill up"
            " terminates it; a launch replaces it"
        )
    values = {
        "state": ServerState.LAUNCHED,
        "instance": facts.instance,
        "job": facts.instance_job,
        "adopted_by": ask.ask.who,
        "ended_at": ask.ask.now,
    }
    key = server_key(ask.ask.run.run, server.wave, server.server)
    write = update(key, values, equals("state", server.state), remove=("reason", "intent"))
    then = f"; retry wave {server.wave}" if ask.wave.state in WAVE_ASKING else ""
    text = f"server {server.name} counts as recovered by instance {facts.instance}{then}"
    return accept(ask.ask, text, write)
