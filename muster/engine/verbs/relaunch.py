"""`relaunch`: a server of a wave that waits for a decision is destroyed and launched again."""

from muster.engine.keys import server_key, wave_key
from muster.engine.states import WAVE_ASKING, ServerState, WaveState
from muster.engine.verbs.of_server import AskServer, refused_now
from muster.engine.verbs.outcome import Outcome, accept, refuse
from muster.engine.writes import Write, equals, update

OF_THE_OLD = ("job", "instance", "reason", "ended_at", "point_in_time", "health")
"""Not its intent: a job of it whose results nobody has read would give it the old instance back."""


def relaunch(ask: AskServer) -> Outcome:
    """The next attempt of the wave launches it anew; who asks names the instance that goes."""
    if (refused := refused_now(ask, "relaunch") or _refused(ask)) is not None:
        return refused
    server, wave = ask.server, ask.wave
    gone = f"; instance {ask.facts.instance} is destroyed" if ask.facts.instance else ""
    text = (
        f"server {server.name} is launched again in attempt {wave.attempt + 1} of wave"
        f" {wave.wave}{gone}"
    )
    return accept(ask.ask, text, _of_server(ask), _of_wave(ask))


def _refused(ask: AskServer) -> Outcome | None:
    server, facts, wave = ask.server, ask.facts, ask.wave
    theirs = bool(facts.instance) and facts.instance_job not in ask.ours
    rules = (
        (
            wave.state not in WAVE_ASKING,
            f"wave {wave.wave} is {wave.state}; relaunch when it waits for a decision",
        ),
        (
            server.state not in (ServerState.LAUNCHED, ServerState.FAILED),
            f"server {server.name} is {server.state}; retry its wave instead",
        ),
        (theirs, f"instance {facts.instance} of {server.name} is not of this run; it stays"),
        (
            facts.instance != ask.instance,
            f"name what is destroyed: {server.name} has {_called(facts.instance)}",
        ),
    )
    return next((refuse(text) for applies, text in rules if applies), None)


def _called(instance: str) -> str:
    return f"instance {instance}" if instance else "no instance"


def _of_server(ask: AskServer) -> Write:
    values = {"state": ServerState.PENDING, "relaunch": ask.facts.instance}
    key = server_key(ask.ask.run.run, ask.server.wave, ask.server.server)
    return update(key, values, equals("state", ask.server.state), remove=OF_THE_OLD)


def _of_wave(ask: AskServer) -> Write:
    wave = ask.wave
    values = {
        "state": WaveState.PENDING,
        "attempt": wave.attempt + 1,
        "lives": 0,
        "since": ask.ask.now,
    }
    same = (equals("state", wave.state), equals("attempt", wave.attempt))
    gone = ("owner", "execution", "reason", "ended_at")
    return update(wave_key(ask.ask.run.run, wave.wave), values, *same, remove=gone)
