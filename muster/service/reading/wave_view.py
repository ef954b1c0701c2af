"""How a wave stands, and what it waits for."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from muster.engine.deciding import nothing_to_decide
from muster.engine.items import Run, Server, Wave
from muster.engine.schedule import is_asking, is_settled
from muster.engine.states import RUN_TERMINAL, WAVE_DONE, WaveState
from muster.engine.verdict import duration
from muster.service.reading.gate_view import GateView
from muster.service.reading.records import Records


@dataclass(frozen=True)
class ServerView:
    """A source server of a wave; times in epoch seconds, UTC, 0: not yet.

    `point_in_time` is the recovery point that it was launched from, `health` and `finding` how it
    stands in the health checks of its wave. `adopted`: a job of another run launched its instance.
    """

    server: str
    name: str
    state: str
    job: str
    instance: str
    reason: str
    started_at: int
    ended_at: int
    region: str = ""
    point_in_time: int = 0
    health: str = ""
    finding: str = ""
    adopted: bool = False


@dataclass(frozen=True)
class WaveView:
    """A wave; `waits_for` in words, `asks`: it waits for retry, skip or abort.

    Times in epoch seconds, UTC, 0: not yet; `since` is when it came into its state.
    """

    wave: str
    state: str
    attempt: int
    launched: int
    failed: int
    total: int
    since: int
    started_at: int
    ended_at: int
    waits_for: str
    reason: str
    asks: bool
    servers: tuple[ServerView, ...]
    execution: str = ""


@dataclass(frozen=True)
class _Sight:
    """What has to be known to say what a wave waits for."""

    run: Run
    waves: Mapping[str, Wave]
    gates: Mapping[str, GateView]
    now: int


def wave_views(records: Records, gates: Iterable[GateView], now: int) -> tuple[WaveView, ...]:
    """Every wave of the run, in the order of the plan."""
    by_name = {wave.wave: wave for wave in records.waves}
    sight = _Sight(records.run, by_name, {gate.gate: gate for gate in gates}, now)
    return tuple(_view(wave, records, sight) for wave in records.waves)


def _view(wave: Wave, records: Records, sight: _Sight) -> WaveView:
    return WaveView(
        wave=wave.wave,
        state=wave.state,
        attempt=wave.attempt,
        launched=wave.launched,
        failed=wave.failed,
        total=wave.total,
        since=wave.since,
        started_at=wave.started_at,
        ended_at=wave.ended_at,
        waits_for=_waits_for(wave, sight),
        reason=wave.reason if wave.state not in WAVE_DONE else "",
        asks=is_asking(wave),
        servers=tuple(
            _server(server, adopted=server.server in records.adopted)
            for server in records.servers
            if server.wave == wave.wave
        ),
        execution=wave.execution,
    )


def _server(server: Server, *, adopted: bool) -> ServerView:
    return ServerView(
        server=server.server,
        name=server.name,
        state=server.state,
        job=server.job,
        instance=server.instance,
        reason=server.reason,
        started_at=server.started_at,
        ended_at=server.ended_at,
        region=server.region,
        point_in_time=int(server.point_in_time) if server.point_in_time.isdigit() else 0,
        health=server.health,
        finding=server.finding,
        adopted=adopted,
    )


def in_a_sentence(waits_for: str) -> str:
    """`waits for databases`, `waits: the run is paused`: a thing, or how things are."""
    is_clause = waits_for.startswith("the run ") and not waits_for.startswith("the run table")
    return f"waits{':' if is_clause else ' for'} {waits_for}"


def _waits_for(wave: Wave, sight: _Sight) -> str:
    if sight.run.state in RUN_TERMINAL or wave.state in WAVE_DONE:
        return ""
    if is_asking(wave):
        return "" if nothing_to_decide(sight.run) else "a decision: retry, skip or abort"
    return _BY_STATE.get(WaveState(wave.state), _as_it_says)(wave, sight)


def _its_turn(wave: Wave, sight: _Sight) -> str:
    needs = [sight.waves[name] for name in wave.needs if name in sight.waves]
    missing = [need.wave for need in needs if not is_settled(need)]
    if missing:
        return ", ".join(missing)
    if sight.run.hold:
        return "the run is paused"
    ready = max((need.ended_at for need in needs), default=0) + int(wave.spec.get("wait") or 0)
    if ready > sight.now:
        return f"the plan's wait, {duration(ready - sight.now)} more"
    return wave.waits_for or "its turn"


def _its_start(wave: Wave, _sight: _Sight) -> str:
    return wave.waits_for or "its execution to start"


def _approval(wave: Wave, sight: _Sight) -> str:
    gate = sight.gates.get(wave.wave)
    if gate is None:
        return "approval"
    return f"approval of {gate.asked} ({len(gate.approved)} of {gate.count})"


def _as_it_says(wave: Wave, _sight: _Sight) -> str:
    return wave.waits_for


_BY_STATE: dict[WaveState, Callable[[Wave, _Sight], str]] = {
    WaveState.PENDING: _its_turn,
    WaveState.STARTING: _its_start,
    WaveState.APPROVING: _approval,
}
