"""What is new between two looks at a run, in sentences for somebody new to it. Pure."""

from collections.abc import Callable, Iterator, Mapping

from muster.engine.counts import counted
from muster.engine.names import RUN_GATE
from muster.engine.states import RunState, ServerState, WaveState
from muster.engine.verdict import duration
from muster.entrypoints.cli.paper import Line
from muster.entrypoints.cli.run.colours import colour_of
from muster.entrypoints.local.cast import Cast
from muster.entrypoints.local.conductor import Act
from muster.service.reading.gate_view import GateView
from muster.service.reading.run_view import RunView
from muster.service.reading.wave_view import ServerView, WaveView


def news(before: RunView | None, after: RunView) -> Iterator[Line]:
    """The lines; everything, if there was no look before."""
    known = {wave.wave: wave for wave in before.waves} if before else {}
    for wave in after.waves:
        yield from _servers(known.get(wave.wave), wave)
        yield from _wave(known.get(wave.wave), wave)
    asked = {(gate.gate, gate.attempt) for gate in before.gates} if before else set()
    yield from (_gate(gate) for gate in after.gates if (gate.gate, gate.attempt) not in asked)
    if before is None or before.state != after.state:
        yield from _run(after)


def deed(act: Act, cast: Cast) -> Line:
    """What somebody did, and what came of it."""
    who = cast.called(act.who)
    if act.what == "approve":
        return Line(f"{who} approves {_named(act.about)}: {act.answer}", "green")
    return Line(f"{who} decides: {act.what} {act.about}".rstrip() + f": {act.answer}", "yellow")


def _run(view: RunView) -> Iterator[Line]:
    if view.state == RunState.REGISTERED:
        servers = counted(sum(wave.total for wave in view.waves), "server")
        waves = counted(len(view.waves), "wave")
        yield Line(f"the {view.mode} is registered: {servers} in {waves}")
    elif view.is_over:
        yield Line(f"the {view.mode} {view.state}: {view.verdict}", colour_of(view.state))
    elif view.lost_driver:
        yield Line("the run has lost its driver; what is being launched goes on", "red")


def _wave(before: WaveView | None, after: WaveView) -> Iterator[Line]:
    if before is not None and (before.state, before.attempt) == (after.state, after.attempt):
        return
    say = _WAVES.get(WaveState(after.state))
    goes_on = before is not None and before.state == WaveState.APPROVING
    if say is not None and not (goes_on and after.state == WaveState.PREPARING):
        yield Line(f"wave {after.wave} {say(after)}", colour_of(after.state))


def _launches(wave: WaveView) -> str:
    missing = wave.total - wave.launched
    what = "its" if missing == wave.total else f"{missing} of its"
    return f"launches {what} {counted(wave.total, 'server')}"


def _ended(wave: WaveView) -> str:
    return f"{wave.state} after {duration(wave.ended_at - wave.started_at)}"


def _failed(wave: WaveView) -> str:
    return f"{wave.state}: {wave.reason}. It waits for a decision: retry, skip or abort"


_WAVES: Mapping[WaveState, Callable[[WaveView], str]] = {
    WaveState.PREPARING: lambda wave: "begins" + f", attempt {wave.attempt}" * (wave.attempt > 1),
    WaveState.RECOVERING: _launches,
    WaveState.CHECKING: lambda _: "checks the health of its instances",
    WaveState.SUCCEEDED: _ended,
    WaveState.SKIPPED: lambda _: "is skipped",
    WaveState.FAILED: _failed,
    WaveState.LOST: _failed,
    WaveState.REJECTED: _failed,
    WaveState.EXPIRED: _failed,
}


def _servers(before: WaveView | None, after: WaveView) -> Iterator[Line]:
    known = {server.server: server.state for server in before.servers} if before else {}
    for server in after.servers:
        if server.state != known.get(server.server, server.state):
            yield from _server(server)


def _server(server: ServerView) -> Iterator[Line]:
    named = f"{server.name} ({server.server})"
    if server.state == ServerState.LAUNCHED:
        yield Line(f"  {named} is launched: {server.instance}", "dim")
    elif server.state == ServerState.FAILED:
        yield Line(f"  {named} is not launched: {server.reason}", "red")


def _gate(gate: GateView) -> Line:
    of = f"{gate.asked}, {gate.count} needed, within {duration(gate.expires_in)}"
    return Line(f"approval of {_named(gate.gate)} is asked of {of}", "yellow")


def _named(gate: str) -> str:
    return "the whole run" if gate == RUN_GATE else f"wave {gate}"
