"""How a run stands, as whoever looks at it needs it: pure, from its records and the time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from muster.engine.cleaning import has_begun
from muster.engine.items import Run
from muster.engine.lease import has_lost_driver
from muster.engine.states import RUN_RESTARTABLE, RUN_TERMINAL, Mode, RunState
from muster.engine.verdict import elapsed
from muster.service.reading.gate_view import GateView, open_gates
from muster.service.reading.hook_view import HookView, hook_views
from muster.service.reading.records import Records, read_records
from muster.service.reading.wave_view import WaveView, wave_views
from muster.service.service import Service

DECIDABLE = frozenset({RunState.RUNNING, RunState.DECIDING, RunState.STALLED})
"""In these states of a run its waves are retried and skipped (`muster.engine.verbs`)."""


@dataclass(frozen=True)
class Hold:
    """Who paused the run, when (epoch seconds, UTC) and why."""

    by: str
    at: int
    why: str


@dataclass(frozen=True)
class RunView:
    """A run as it stood at `as_of`; times in epoch seconds, UTC, spans in seconds, 0: none.

    `operator` is who looks after it: who started it, until somebody takes it. `findings` are those
    of preflight that the run keeps, the gravest first; `findings_in_all` counts the others, too.
    """

    run: str
    plan: str
    hash: str
    mode: str
    state: str
    account: str
    region: str
    requester: str
    reason: str
    ticket: str
    point_in_time: str
    requested_at: int
    ended_at: int
    elapsed: int
    rto: int
    achieved_rpo: int
    rpo: int
    is_over: bool
    may_restart: bool
    may_clean_up: bool
    cleaned_up: bool
    lost_driver: bool
    heartbeat: int
    hold: Hold | None
    abort: str
    verdict: str
    findings: tuple[Mapping[str, Any], ...]
    waves: tuple[WaveView, ...]
    gates: tuple[GateView, ...]
    hooks: tuple[HookView, ...]
    as_of: int
    operator: str = ""
    findings_in_all: int = 0

    @property
    def asking(self) -> tuple[WaveView, ...]:
        """The waves that wait for a decision, in a run in which one would be taken."""
        takes_one = self.state in DECIDABLE and not self.abort
        return tuple(wave for wave in self.waves if wave.asks and takes_one)


def look_at(service: Service, run: str) -> RunView:
    """How the run stands now. Raises `UnknownRunError` if there is none.

    A clock that is behind what it reads does not make the run younger than its record.
    """
    records = read_records(service.table, run)
    return view_of(records, max(service.clock.now(), records.latest))


def view_of(records: Records, now: int) -> RunView:
    """How the run stands at the moment `now`."""
    run, item = records.run, records.item
    over = run.state in RUN_TERMINAL
    gates = open_gates(records, now)
    return RunView(
        run=run.run,
        plan=run.plan,
        hash=run.hash,
        mode=run.mode,
        state=run.state,
        account=run.account,
        region=run.region,
        requester=run.requester,
        reason=run.reason,
        ticket=run.ticket,
        point_in_time=run.point_in_time,
        requested_at=run.requested_at,
        ended_at=run.ended_at,
        elapsed=elapsed(run, now),
        rto=run.rto,
        rpo=run.rpo,
        achieved_rpo=int(item.get("achieved_rpo") or 0),
        is_over=over,
        may_restart=run.state in RUN_RESTARTABLE and not (over and has_begun(records.cleanup)),
        may_clean_up=_may_clean_up(records),
        cleaned_up=records.cleanup.get("state") == "done",
        lost_driver=has_lost_driver(run, now),
        heartbeat=run.heartbeat,
        hold=_hold(run, item),
        abort=run.abort,
        verdict=run.verdict,
        findings=run.findings,
        waves=wave_views(records, gates, now),
        gates=gates,
        hooks=hook_views(records),
        as_of=now,
        operator=str(item.get("operator") or run.requester),
        findings_in_all=max(int(run.finding_count), len(run.findings)),
    )


def _hold(run: Run, item: Mapping[str, Any]) -> Hold | None:
    if not run.hold:
        return None
    by, why = str(item.get("held_by") or ""), str(item.get("held_why") or "")
    return Hold(by, int(item.get("held_at") or 0), why)


def _may_clean_up(records: Records) -> bool:
    """Whether drill instances may be left that `cleanup` would terminate."""
    launched = any(server.instance or server.intent for server in records.servers)
    over = records.run.state in RUN_TERMINAL
    done = records.cleanup.get("state") == "done"
    return records.run.mode == Mode.DRILL and over and launched and not done
