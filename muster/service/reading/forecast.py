"""When a run will be over, and what holds it up: pure, from its records and its plan's past."""

from collections.abc import Sequence
from dataclasses import dataclass

from muster.engine.health import waiting
from muster.engine.items import Server, Wave
from muster.engine.schedule import is_asking, is_settled
from muster.engine.states import WAVE_ACTIVE, RunState, ServerState, WaveState
from muster.service.reading.course import Leg, course
from muster.service.reading.past import Past, opened_at
from muster.service.reading.records import Records

ASSUMED = 900
"""Seconds that a wave is assumed to take of which nothing is known (DRS User Guide, "What is AWS
Elastic Disaster Recovery": an RTO of 5 to 20 minutes)."""

CHECKPOINT = 60
"""The same of a wave without servers."""

FORECAST_IN = frozenset(
    {RunState.REGISTERED, RunState.APPROVING, RunState.RUNNING, RunState.DECIDING}
)


@dataclass(frozen=True)
class Holder:
    """The wave that holds the run up; `missing` of `total` servers are `doing` something still.

    `since` in epoch seconds, UTC, 0: it has not begun; `by_people`: it goes on when somebody acts.
    `waits_for`: what it says that it waits for, if its servers are being launched.
    """

    wave: str
    state: str
    missing: int
    total: int
    doing: str
    since: int
    by_people: bool
    waits_for: str = ""


@dataclass(frozen=True)
class Forecast:
    """`end` of the run in epoch seconds, UTC, if nobody is waited for; `path` decides it.

    `past` is the run that it goes by; without one, `pace` is how long (seconds) a wave of this very
    run took so far, and 0 means that a wave is assumed to take `ASSUMED`.
    """

    end: int
    path: tuple[str, ...]
    holder: Holder | None
    past: Past
    pace: int
    by_people: bool


def forecast(records: Records, past: Past, now: int) -> Forecast | None:
    """What to expect of a run; None: it is over, or nothing can be said of it."""
    run, waves = records.run, records.waves
    if run.state not in FORECAST_IN or not waves or run.abort:
        return None
    found = course(_legs(records, past, now), now)
    holder = _holder(records, found.path)
    waits = run.hold or run.state == RunState.APPROVING or any(map(_waits, waves))
    return Forecast(found.end, found.path, holder, past, _usual(waves), waits)


def _legs(records: Records, past: Past, now: int) -> list[Leg]:
    usual, opened = _usual(records.waves), opened_at(records.gates)
    return [
        Leg(
            wave=wave.wave,
            needs=wave.needs,
            seconds=typical(past, wave.wave, servers=bool(wave.total), usual=usual),
            wait=int(wave.spec.get("wait") or 0),
            began=_began(wave, opened.get(wave.wave, 0)),
            over_at=(wave.ended_at or wave.since or now) if is_settled(wave) else 0,
        )
        for wave in records.waves
    ]


def _began(wave: Wave, opened: int) -> int:
    """When its work began: not before its approval, and in a further attempt anew."""
    if wave.state not in WAVE_ACTIVE or wave.state == WaveState.APPROVING:
        return 0
    return max(opened, wave.since if wave.attempt > 1 else wave.started_at)


def _usual(waves: Sequence[Wave]) -> int:
    """How long the waves of this very run took so far, on average; 0: none is done."""
    took = [w.ended_at - w.started_at for w in waves if w.total and 0 < w.started_at < w.ended_at]
    return sum(took) // len(took) if took else 0


def typical(past: Past, wave: str, *, servers: bool, usual: int = 0) -> int:
    """How long (seconds) a wave takes: as in the past, else as its siblings, else as assumed."""
    return past.waves.get(wave) or ((usual or ASSUMED) if servers else CHECKPOINT)


def _waits(wave: Wave) -> bool:
    return wave.state == WaveState.APPROVING or is_asking(wave)


def _holder(records: Records, path: Sequence[str]) -> Holder | None:
    """The first wave of the path: what comes after it waits for it."""
    waves = {wave.wave: wave for wave in records.waves}
    if not path:
        return None
    wave = waves[path[0]]
    own = [server for server in records.servers if server.wave == wave.wave]
    missing, doing = _missing(wave, own)
    return Holder(
        wave=wave.wave,
        state=wave.state,
        missing=missing,
        total=wave.total,
        doing=doing,
        since=wave.since if wave.state not in (WaveState.PENDING, WaveState.STARTING) else 0,
        by_people=_waits(wave),
        waits_for=wave.waits_for if wave.state == WaveState.RECOVERING else "",
    )


def _missing(wave: Wave, servers: Sequence[Server]) -> tuple[int, str]:
    """How many servers are not there yet, and what most of them do."""
    if wave.state == WaveState.CHECKING:
        return len(waiting(servers)), "in health checks"
    launching = any(server.state == ServerState.LAUNCHING for server in servers)
    return wave.total - wave.launched, "launching" if launching else "waiting"
